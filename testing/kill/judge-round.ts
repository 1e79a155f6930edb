import type { Delivered, Written } from './chronicle.ts'
import { countBy, findUnstored, findUnturned } from './find-unheard.ts'
import { placeOfMark, readMarks } from './marks.ts'
import type { PartRecord, Records } from './read-records.ts'
import type { Violation } from './violation.ts'

export type { Violation }

export interface Evidence {
  readonly written: readonly Written[]
  readonly delivered: readonly Delivered[]
  readonly records: Records
}

export interface Verdict {
  /** Each says what is wrong and in which chat. Empty for a platform that keeps its promises. */
  readonly violations: readonly Violation[]
  /** Parts that were in the air when the process was killed. */
  readonly unknown: readonly UnknownPart[]
  /** How many messages an answer in the chat quotes. */
  readonly answered: number
}

export interface UnknownPart {
  readonly key: string
  readonly chatId: string
  readonly hasArrived: boolean
}

/**
 * Holds the chats against the database: every message stored once, in one turn, and quoted by one answer (or its answer is
 * listed as unknown); every answer recorded, said once and in order. Pure.
 */
export function judgeRound({ written, delivered, records }: Evidence): Verdict {
  const lost = records.parts.filter(part => part.state === 'unknown')
  return {
    violations: [
      ...findUnstored(written, records),
      ...findUnturned(records),
      ...findUndelivered(records.parts, delivered),
      ...findUnanswered(written, delivered, records),
      ...findRepeated(delivered),
      ...findUnrecorded(delivered, records.parts),
      ...findDisordered(delivered, records.parts),
    ],
    unknown: lost.map(part => ({ key: part.key, chatId: part.chatId, hasArrived: hasArrived(part, delivered) })),
    answered: new Set(delivered.flatMap(({ text }) => readMarks(text))).size,
  }
}

function findUndelivered(parts: readonly PartRecord[], delivered: readonly Delivered[]): readonly Violation[] {
  return parts.flatMap(part => {
    const { key, chatId, state } = part
    if (state === 'unknown') return []
    if (state !== 'sent') return [{ chatId, what: `part ${key} ended ${state}` }]
    return isDelivered(part, delivered) ? [] : [{ chatId, what: `part ${key} is called sent, but is not in the chat` }]
  })
}

function isDelivered(part: PartRecord, delivered: readonly Delivered[]): boolean {
  return delivered.some(message => isSame(part, message) && message.messageId === part.messageId)
}

/** A message may go without an answer in the chat only if that very answer is listed as unknown. */
function findUnanswered(
  written: readonly Written[],
  delivered: readonly Delivered[],
  { parts }: Records,
): readonly Violation[] {
  const times = countBy(
    delivered.flatMap(({ text }) => readMarks(text)),
    mark => mark,
  )
  const listed = new Set(parts.filter(part => part.state === 'unknown').flatMap(part => readMarks(part.text)))
  return written.flatMap(({ chatId, mark }) => {
    const answers = times.get(mark) ?? 0
    if (answers === 1 || (answers === 0 && listed.has(mark))) return []
    return [{ chatId, what: `message ${mark} has ${answers} answers` }]
  })
}

/** Marks make every part's text unlike any other, so the same text twice in a chat is one part said twice. */
function findRepeated(delivered: readonly Delivered[]): readonly Violation[] {
  const times = countBy(delivered, ({ chatId, text }) => `${chatId}/${text}`)
  return [...times].flatMap(([said, count]) => {
    const [chatId = '', text = ''] = said.split('/', 2)
    return count === 1 ? [] : [{ chatId, what: `said ${count} times: ${text.slice(0, 60)}` }]
  })
}

/** What stands in a chat stands in the outbox: as sent under the same id, or as unknown. */
function findUnrecorded(delivered: readonly Delivered[], parts: readonly PartRecord[]): readonly Violation[] {
  return delivered.flatMap(message => {
    const isRecorded = parts.some(
      part => isSame(part, message) && (part.state === 'unknown' || part.messageId === message.messageId),
    )
    return isRecorded
      ? []
      : [{ chatId: message.chatId, what: `message ${message.messageId} was sent, but not recorded` }]
  })
}

/** In each chat parts appear in the order in which they were decided, and answers in the order of what they answer. */
function findDisordered(delivered: readonly Delivered[], parts: readonly PartRecord[]): readonly Violation[] {
  return [...groupByChat(delivered)].flatMap(([chatId, messages]) => {
    const partIds = messages.map(message => parts.find(part => isSame(part, message))?.id ?? 0)
    const places = messages.flatMap(({ text }) => readMarks(text).map(placeOfMark))
    return [
      ...(isAscending(partIds) ? [] : [{ chatId, what: `parts appear as ${partIds.join(', ')}` }]),
      ...(isAscending(places) ? [] : [{ chatId, what: `messages are answered as ${places.join(', ')}` }]),
    ]
  })
}

function hasArrived(part: PartRecord, delivered: readonly Delivered[]): boolean {
  return delivered.some(message => isSame(part, message))
}

function isSame(part: PartRecord, message: Delivered): boolean {
  return part.chatId === message.chatId && part.text === message.text
}

function isAscending(numbers: readonly number[]): boolean {
  return numbers.every((number, index) => index === 0 || number > (numbers[index - 1] ?? 0))
}

function groupByChat(delivered: readonly Delivered[]): ReadonlyMap<string, readonly Delivered[]> {
  const chats = new Map<string, Delivered[]>()
  for (const message of delivered) chats.set(message.chatId, [...(chats.get(message.chatId) ?? []), message])
  return chats
}
