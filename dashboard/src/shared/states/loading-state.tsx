import { Center, Loader } from '@mantine/core'
import type { ReactElement } from 'react'
import { useWords } from '../../words/index.ts'
import { sharedWords } from '../words.ts'

/** The place of what is on its way. */
export function LoadingState(): ReactElement {
  const t = useWords(sharedWords)
  return (
    <Center mih={240} h="100%" role="status" aria-label={t('loading')}>
      <Loader size="sm" color="gray" />
    </Center>
  )
}
