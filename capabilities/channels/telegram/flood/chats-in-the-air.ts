import { type Clock, sleep } from '#shared/utils'

/** The calls that are on their way, by chat. */
export interface ChatsInTheAir {
  /** Nothing is on its way to the chat, and nothing waits to be. */
  isFree(chatId: string): boolean
  /** Makes a call as soon as what is on its way to the chat has arrived, at the latest when patience ends. */
  follow<Result>(chatId: string, call: () => Promise<Result>): Promise<Result>
}

// A draft or typing that hangs must not hold up the answer itself.
const patienceMs = 2_000

/**
 * Two calls to one chat may overtake each other: then "typing" appears behind the answer, a draft comes back to life under the message
 * that took its place, and a call arrives in a penalty that the other has met. So one waits for the other.
 */
export function createChatsInTheAir(clock: Clock): ChatsInTheAir {
  const last = new Map<string, Promise<unknown>>()
  return {
    isFree: chatId => !last.has(chatId),
    follow(chatId, call) {
      const before = last.get(chatId)
      const own = before === undefined ? call() : waitFor(before).then(call)
      const settled = Promise.allSettled([own]).then(() => {
        if (last.get(chatId) === settled) last.delete(chatId)
      })
      last.set(chatId, settled)
      return own
    },
  }

  function waitFor(before: Promise<unknown>): Promise<unknown> {
    const patience = new AbortController()
    return Promise.race([before, sleep(clock, patienceMs, patience.signal)]).finally(() => patience.abort())
  }
}
