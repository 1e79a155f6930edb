import { useSuspenseQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { defineWords, useWords } from '../words/index.ts'
import { sessionQuery } from './use-session.ts'

const words = defineWords({
  en: { you: 'You', session: 'From the dashboard', key: 'API key', mcp: 'AI assistant', 'admin-key': 'Admin key' },
  ru: { you: 'Вы', session: 'Из панели', key: 'Ключ API', mcp: 'ИИ-ассистент', 'admin-key': 'Ключ администратора' },
})

/** Says who wrote something: an author as the audit log names them, and what their key is called. */
export function useSayAuthor(): (author: string, name: string | null) => string {
  const t = useWords(words)
  const { actor } = useSuspenseQuery(sessionQuery).data
  return useCallback(
    (author, name) => {
      if (author === actor) return t('you')
      const kind = author.split(':')[0] ?? ''
      return name ?? (isKnown(kind) ? t(kind) : author)
    },
    [actor, t],
  )
}

function isKnown(kind: string): kind is keyof (typeof words)['en'] {
  return Object.hasOwn(words.en, kind)
}
