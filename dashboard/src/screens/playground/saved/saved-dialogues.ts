import type { Exchange } from '../dialogue.ts'

/** A test dialogue that is to be held again, with what was answered when it was saved. */
export interface SavedDialogue {
  readonly id: string
  readonly exchanges: readonly Exchange[]
}

const storageKey = 'playground-saved'
// A dialogue is some hundred words; browsers keep five megabytes.
export const mostSaved = 50

/** Those of this browser, the oldest first; what is no dialogue is left out. */
export function readSaved(storage: Pick<Storage, 'getItem'>): readonly SavedDialogue[] {
  try {
    const found: unknown = JSON.parse(storage.getItem(storageKey) ?? '[]')
    return Array.isArray(found) ? found.filter(isSaved) : []
  } catch {
    return []
  }
}

export function writeSaved(storage: Pick<Storage, 'setItem'>, saved: readonly SavedDialogue[]): void {
  storage.setItem(storageKey, JSON.stringify(saved.slice(-mostSaved)))
}

/** How many answers are others than when it was saved. Pure. */
export function countChanged(before: readonly Exchange[], after: readonly Exchange[]): number {
  return before.filter(({ answer }, index) => after[index]?.answer !== answer).length
}

function isSaved(value: unknown): value is SavedDialogue {
  if (typeof value !== 'object' || value === null || !('id' in value) || !('exchanges' in value)) return false
  return typeof value.id === 'string' && Array.isArray(value.exchanges) && value.exchanges.every(isExchange)
}

function isExchange(value: unknown): value is Exchange {
  if (typeof value !== 'object' || value === null || !('question' in value) || !('answer' in value)) return false
  return typeof value.question === 'string' && typeof value.answer === 'string'
}
