import { useCallback } from 'react'
import { useWords } from '../words/index.ts'
import { saleWords } from './sale-words.ts'

type Code = keyof (typeof saleWords)['en']

/** Says a code of the platform in words; a word of the owner stays as it is. */
export function useSayCode(): (code: string) => string {
  const t = useWords(saleWords)
  return useCallback(code => (isKnown(code) ? t(code) : code), [t])
}

function isKnown(code: string): code is Code {
  return Object.hasOwn(saleWords.en, code)
}
