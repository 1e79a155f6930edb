import { useCallback } from 'react'
import { isProblem } from '../api/index.ts'
import { useWords } from '../words/index.ts'
import { sharedWords } from './words.ts'

/** Says why something failed. The gateway's own sentence where only it knows; ours where a person can do something about it. */
export function useDescribeError(): (error: Error) => string {
  const t = useWords(sharedWords)
  return useCallback(
    error => {
      if (!isProblem(error)) return t('offline')
      switch (error.status) {
        case 403:
          return t('forbiddenText')
        case 404:
          return t('notFoundText')
        case 412:
          return t('conflict')
        case 429:
          return t('tooOften')
        default:
          return [error.detail, ...(error.errors ?? []).map(({ detail }) => detail)].join(' ')
      }
    },
    [t],
  )
}
