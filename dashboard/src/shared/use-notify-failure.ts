import { notifications } from '@mantine/notifications'
import { useCallback } from 'react'
import { useWords } from '../words/index.ts'
import { useDescribeError } from './use-describe-error.ts'
import { sharedWords } from './words.ts'

/** For `onError` of a mutation: tells in a corner that it failed, and why. */
export function useNotifyFailure(): (error: Error) => void {
  const t = useWords(sharedWords)
  const describe = useDescribeError()
  return useCallback(
    error =>
      void notifications.show({
        ...{ color: 'red', title: t('failed'), message: describe(error) },
        closeButtonProps: { 'aria-label': t('close') },
      }),
    [t, describe],
  )
}
