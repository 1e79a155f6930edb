import { notifications } from '@mantine/notifications'
import { useCallback } from 'react'
import { useWords } from '../words/index.ts'
import { sharedWords } from './words.ts'

/** Tells in a corner that something was done. */
export function useNotify(): (message: string) => void {
  const t = useWords(sharedWords)
  return useCallback(
    message => void notifications.show({ message, closeButtonProps: { 'aria-label': t('close') } }),
    [t],
  )
}
