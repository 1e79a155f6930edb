import { countBy, findUnstored, findUnturned } from '../../kill/find-unheard.ts'
import type { UnknownPart, Violation } from '../../kill/judge-round.ts'
import { placeOfMark } from '../../kill/marks.ts'
import type { PartRecord, Records } from '../../kill/read-records.ts'
import type { TimedDelivered, TimedWritten } from '../load/record-exchange.ts'
import { pairParts } from './pair-parts.ts'
import { readQuotes } from './read-quotes.ts'

export interface Evidence {
  readonly written: readonly TimedWritten[]
  readonly delivered: readonly TimedDelivered[]
  readonly records: Records
  /** Voice that was kept through an outage is answered when it is heard, also after what was said since. */
  readonly mayBeHeardLate?: boolean
}

/** A client's message and the first part of its answer in the chat; null for one whose answer is listed as unknown, or lost. */
export interface Wait {
  readonly writtenAtMs: number
  readonly answeredAtMs: number | null
}

export interface Verdict {
  /** Messages not stored, without a turn, or whose turn brought nothing that stands in the chat or is listed as unknown. */
  readonly lost: readonly Violation[]
  /** Messages stored or turned twice; things said that no part, or a part already said, accounts for; marks quoted twice. */
  readonly doubled: readonly Violation[]
  readonly disordered: readonly Violation[]
  /** Sends whose answer never came: listed, not repeated. */
  readonly unknown: readonly UnknownPart[]
  readonly waits: readonly Wait[]
}

/**
 * Holds what was written and what was said against what was recorded. Other than the judge of the kill test it wants no mark in an
 * answer, because during an outage a script answers: an answer is the answer of the turn it was queued by. Pure.
 */
export function judgeLoad({ written, delivered, records, mayBeHeardLate = false }: Evidence): Verdict {
  const heard = [...findUnstored(written, records), ...findUnturned(records)]
  const { saidAtMs, unaccounted } = pairParts(records.parts, delivered)
  const lost = records.parts.filter(({ state }) => state === 'unknown')
  return {
    lost: [
      ...heard.filter(isMissing),
      ...findUnanswered(records),
      ...records.parts.filter(part => part.state === 'sent' && !saidAtMs.has(part.id)).map(toGhost),
    ],
    doubled: [...heard.filter(violation => !isMissing(violation)), ...unaccounted, ...findQuotedTwice(delivered)],
    disordered: [
      ...findDisorderedParts(records.parts, saidAtMs),
      ...(mayBeHeardLate ? [] : findDisorderedAnswers(delivered)),
    ],
    unknown: lost.map(({ id, key, chatId }) => ({ key, chatId, hasArrived: saidAtMs.has(id) })),
    waits: measureWaits(written, records, saidAtMs),
  }
}

function isMissing({ what }: Violation): boolean {
  return / 0 (times|turns)$/.test(what)
}

function toGhost({ key, chatId }: PartRecord): Violation {
  return { chatId, what: `part ${key} is called sent, but is not in the chat` }
}

function findUnanswered({ turns, parts }: Records): readonly Violation[] {
  return turns.flatMap(({ id, chatId, outcome }) => {
    const own = parts.filter(({ turnId }) => turnId === id)
    const open = own.filter(({ state }) => state !== 'sent' && state !== 'unknown')
    if (own.length > 0 && open.length === 0) return []
    const why = own.length === 0 ? `ended ${outcome} and said nothing` : `has a part that ended ${open[0]?.state}`
    return [{ chatId, what: `turn ${id} ${why}` }]
  })
}

/** The model quotes the marks it was asked about, once, in the first part of an answer. */
function findQuotedTwice(delivered: readonly TimedDelivered[]): readonly Violation[] {
  const quotes = delivered.flatMap(({ chatId, text }) => readQuotes(text).map(mark => ({ chatId, mark })))
  const times = countBy(quotes, ({ mark }) => mark)
  return quotes.flatMap(({ chatId, mark }) =>
    times.get(mark) === 1 ? [] : [{ chatId, what: `message ${mark} is answered ${times.get(mark)} times` }],
  )
}

/** In each chat, parts stand in the order in which they were queued. */
function findDisorderedParts(
  parts: readonly PartRecord[],
  saidAtMs: ReadonlyMap<number, number>,
): readonly Violation[] {
  return distinctChats(parts).flatMap(chatId => {
    const instants = parts.flatMap(part => (part.chatId === chatId ? [saidAtMs.get(part.id) ?? null] : []))
    const isOrdered = isAscending(instants.filter(instant => instant !== null))
    return isOrdered ? [] : [{ chatId, what: 'parts stand in another order' }]
  })
}

/** Answers stand in the order of what they answer. */
function findDisorderedAnswers(delivered: readonly TimedDelivered[]): readonly Violation[] {
  return distinctChats(delivered).flatMap(chatId => {
    const texts = delivered.flatMap(message => (message.chatId === chatId ? [message.text] : []))
    const places = texts.flatMap(text => readQuotes(text).map(placeOfMark))
    return isAscending(places) ? [] : [{ chatId, what: `messages are answered as ${places.join(', ')}` }]
  })
}

function distinctChats(items: readonly { readonly chatId: string }[]): readonly string[] {
  return [...new Set(items.map(({ chatId }) => chatId))]
}

function isAscending(numbers: readonly number[]): boolean {
  return numbers.every((number, index) => index === 0 || number >= (numbers[index - 1] ?? 0))
}

function measureWaits(
  written: readonly TimedWritten[],
  { messages, turns, parts }: Records,
  saidAtMs: ReadonlyMap<number, number>,
): readonly Wait[] {
  const rows = new Map(messages.map(message => [`${message.chatId}/${message.messageId}`, message.id]))
  return written.map(({ chatId, messageId, atMs }) => {
    const row = rows.get(`${chatId}/${messageId}`) ?? 0
    const turn = turns.find(({ chatId: chat, first, last }) => chat === chatId && first <= row && row <= last)
    const instants = parts.flatMap(part => (turn?.id === part.turnId ? [saidAtMs.get(part.id) ?? Infinity] : []))
    const first = Math.min(...instants)
    return { writtenAtMs: atMs, answeredAtMs: Number.isFinite(first) ? first : null }
  })
}
