import { type Clock, sleep } from '#shared/utils'

/** The calls that are on their way, by chat. */
export interface ChatsInTheAir {
  isFree(chatId: string): boolean
  /** Counts a call in until it has settled, however it ends. */
  track(chatId: string, call: Promise<unknown>): void
  /** Null when nothing is on its way to the chat; otherwise resolves when that has arrived, at the latest when patience ends. */
  landed(chatId: string): Promise<unknown> | null
}

// A draft or typing that hangs must not hold up the answer itself.
const patienceMs = 2_000

/**
 * Two calls to one chat may overtake each other: then "typing" appears behind the answer, a draft comes back to life under the message
 * that took its place, and a call arrives in a penalty that the other has met. So one waits for the other.
 */
export function createChatsInTheAir(clock: Clock): ChatsInTheAir {
  const calls = new Map<string, Set<Promise<unknown>>>()
  return {
    isFree: chatId => !calls.has(chatId),
    track(chatId, call) {
      const own = calls.get(chatId) ?? new Set()
      calls.set(chatId, own)
      const settled = Promise.allSettled([call]).then(() => {
        own.delete(settled)
        if (own.size === 0) calls.delete(chatId)
      })
      own.add(settled)
    },
    landed(chatId) {
      const own = calls.get(chatId)
      if (own === undefined) return null
      const patience = new AbortController()
      return Promise.race([Promise.all(own), sleep(clock, patienceMs, patience.signal)]).finally(() => patience.abort())
    },
  }
}
