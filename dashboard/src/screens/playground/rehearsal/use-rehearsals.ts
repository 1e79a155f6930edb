import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call, getPlaygroundDialogues, type RehearsalDialogue } from '../../../api/index.ts'
import { type RehearsalResult, rehearse } from '../play-dialogue.ts'
import type { TestChat } from '../use-test-chat.ts'

export interface Rehearsals {
  readonly dialogues: readonly RehearsalDialogue[]
  /** What they came to, by name. */
  readonly results: ReadonlyMap<string, RehearsalResult>
  /** The name of the one that is played now; null: none. */
  readonly running: string | null
  /** Plays one in the open test chat, with a fresh client. */
  play(name: string): Promise<void>
}

/** The dialogues of `npm run eval` with clients of this business, and what they came to here. */
export function useRehearsals(chat: TestChat): Rehearsals {
  const { data } = useQuery({
    queryKey: ['playground', 'dialogues'],
    queryFn: ({ signal }) => call(getPlaygroundDialogues({ signal })),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const [results, setResults] = useState<Rehearsals['results']>(new Map())
  const [running, setRunning] = useState<string | null>(null)
  return {
    dialogues: data?.items ?? [],
    results,
    running,
    async play(name) {
      setRunning(name)
      setResults(known => new Map([...known].filter(([other]) => other !== name)))
      try {
        const chatId = await chat.begin()
        const result = await rehearse(chatId, name, () => chat.look(chatId))
        await chat.look(chatId)
        setResults(known => new Map([...known, [name, result]]))
      } finally {
        setRunning(null)
      }
    },
  }
}
