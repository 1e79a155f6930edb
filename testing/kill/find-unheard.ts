import type { Written } from './chronicle.ts'
import type { Records } from './read-records.ts'
import type { Violation } from './violation.ts'

/** Every message is stored once. */
export function findUnstored(written: readonly Written[], { messages }: Records): readonly Violation[] {
  const times = countBy(messages, message => `${message.chatId}/${message.messageId}`)
  return written.flatMap(({ chatId, messageId, mark }) => {
    const stored = times.get(`${chatId}/${messageId}`) ?? 0
    return stored === 1 ? [] : [{ chatId, what: `message ${mark} is stored ${stored} times` }]
  })
}

/** Every stored message belongs to one turn. */
export function findUnturned({ messages, turns }: Records): readonly Violation[] {
  return messages.flatMap(({ id, chatId }) => {
    const own = turns.filter(turn => turn.chatId === chatId && turn.first <= id && id <= turn.last)
    return own.length === 1 ? [] : [{ chatId, what: `message row ${id} has ${own.length} turns` }]
  })
}

export function countBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1)
  return counts
}
