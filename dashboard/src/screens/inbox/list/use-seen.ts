import { useSyncExternalStore } from 'react'
import type { Conversation } from '../../../api/index.ts'

const storageKey = 'dashboard-seen'
const remembered = 2_000

/** Up to when each conversation was seen in this browser, and since when this browser counts. */
interface Seen {
  readonly since: string
  readonly until: Readonly<Record<string, string>>
}

const watchers = new Set<() => void>()
let seen = read()

/** Whether a client wrote something here that nobody has seen in this browser; what was there before its first visit counts as seen. */
export function useIsUnread(): (conversation: Conversation) => boolean {
  const { since, until } = useSyncExternalStore(watch, () => seen)
  return ({ id, last_message }) =>
    last_message !== null && last_message.role === 'user' && last_message.sent_at > (until[id] ?? since)
}

/** Notes that a conversation was on the screen up to its newest message. */
export function noteSeen({ id, last_message }: Conversation): void {
  if (last_message === null || (seen.until[id] ?? '') >= last_message.sent_at) return
  const { [id]: _former, ...others } = seen.until
  const kept = Object.entries(others).slice(-remembered)
  seen = keep({ ...seen, until: { ...Object.fromEntries(kept), [id]: last_message.sent_at } })
  for (const tell of watchers) tell()
}

function watch(tell: () => void): () => void {
  watchers.add(tell)
  return () => void watchers.delete(tell)
}

function read(): Seen {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? 'null')
    // Written by `noteSeen` only.
    if (typeof stored === 'object' && stored !== null && 'since' in stored) return stored as Seen
  } catch {
    // Unreadable is as good as absent.
  }
  // Kept at once: whoever opens nothing today must find tomorrow what came meanwhile.
  return keep({ since: new Date().toISOString(), until: {} })
}

function keep(known: Seen): Seen {
  try {
    localStorage.setItem(storageKey, JSON.stringify(known))
  } catch {
    // Without storage it is remembered until the page is left.
  }
  return known
}
