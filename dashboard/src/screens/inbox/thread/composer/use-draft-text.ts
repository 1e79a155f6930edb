import { useState } from 'react'

const drafts = new Map<string, string>()

/** What was typed and not sent, kept while one looks at other conversations. */
export function useDraftText(key: string): readonly [string, (text: string) => void] {
  const [text, setText] = useState(() => drafts.get(key) ?? '')
  return [
    text,
    next => {
      if (next === '') drafts.delete(key)
      else drafts.set(key, next)
      setText(next)
    },
  ]
}
