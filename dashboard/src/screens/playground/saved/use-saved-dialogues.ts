import { useState } from 'react'
import type { Exchange } from '../dialogue.ts'
import { playDialogue } from '../play-dialogue.ts'
import { readSaved, type SavedDialogue, writeSaved } from './saved-dialogues.ts'

export interface SavedDialogues {
  readonly saved: readonly SavedDialogue[]
  /** What was answered this time, by the id of the dialogue. */
  readonly outcomes: ReadonlyMap<string, readonly Exchange[]>
  /** The id of the one that is held now; null: none. */
  readonly running: string | null
  save(exchanges: readonly Exchange[]): void
  remove(id: string): void
  /** Holds all of them again, each with a fresh client. */
  runAll(): Promise<void>
}

/** The dialogues that this browser has saved, and what the agent says in them now. */
export function useSavedDialogues(): SavedDialogues {
  const [saved, setSaved] = useState(() => readSaved(localStorage))
  const [outcomes, setOutcomes] = useState<SavedDialogues['outcomes']>(new Map())
  const [running, setRunning] = useState<string | null>(null)
  const keep = (next: readonly SavedDialogue[]): void => {
    writeSaved(localStorage, next)
    setSaved(next)
  }
  return {
    saved,
    outcomes,
    running,
    save: exchanges => keep([...saved, { id: crypto.randomUUID(), exchanges }]),
    remove: id => keep(saved.filter(dialogue => dialogue.id !== id)),
    async runAll() {
      setOutcomes(new Map())
      try {
        for (const { id, exchanges } of saved) {
          setRunning(id)
          const outcome = await playDialogue(exchanges.map(({ question }) => question))
          setOutcomes(known => new Map([...known, [id, outcome]]))
        }
      } finally {
        setRunning(null)
      }
    },
  }
}
