import type { Violation } from '../../kill/judge-round.ts'
import type { PartRecord } from '../../kill/read-records.ts'
import type { TimedDelivered } from '../load/record-exchange.ts'

export interface Pairing {
  /** By the part's row: when it stood in the chat. A part that never did is not in it. */
  readonly saidAtMs: ReadonlyMap<number, number>
  /** What stands in a chat and belongs to no part: said twice, or by nobody. */
  readonly unaccounted: readonly Violation[]
}

/** Pairs each message of the bot with one part: a sent one by Telegram's id, else one of unknown fate with the same text. Pure. */
export function pairParts(parts: readonly PartRecord[], delivered: readonly TimedDelivered[]): Pairing {
  const sent = new Map(parts.map(part => [`${part.chatId}/${part.messageId}`, part.id]))
  const adrift = parts.filter(({ messageId }) => messageId === null)
  const saidAtMs = new Map<number, number>()
  const unaccounted: Violation[] = []
  for (const { chatId, messageId, text, atMs } of delivered) {
    const lost = adrift.find(part => part.chatId === chatId && part.text === text && !saidAtMs.has(part.id))
    const id = sent.get(`${chatId}/${messageId}`) ?? lost?.id
    if (id === undefined || saidAtMs.has(id)) {
      unaccounted.push({ chatId, what: `message ${messageId} was said, but no part accounts for it` })
    } else {
      saidAtMs.set(id, atMs)
    }
  }
  return { saidAtMs, unaccounted }
}
