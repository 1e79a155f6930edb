import { useCallback } from 'react'
import { say, type Values, type Words } from './define-words.ts'
import { useLanguage } from './language-provider.tsx'

export type Say<Key extends string> = (key: Key, values?: Values) => string

/** `const t = useWords(words); t('chats', { count: 3 })` in the language of the screens. Only keys that exist compile. */
export function useWords<Key extends string>(words: Words<Key>): Say<Key> {
  const { language } = useLanguage()
  return useCallback((key, values) => say(language, words[language][key], values), [language, words])
}
