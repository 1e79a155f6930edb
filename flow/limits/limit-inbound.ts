import type { Tx } from '#shared/database'
import type { EventBody } from '#shared/events'
import type { Logger } from '#shared/utils'
import type { InboundLimits, Pace } from './inbound-limits.ts'
import { createPaceReader } from './pace/read-pace.ts'
import { type CountedMessage, groupByPerson } from './people/group-by-person.ts'
import { type Judgement, judgePerson } from './people/judge-person.ts'
import { blockEveryone, blockPeople, countEveryone, countPeople } from './rate-limit-rows.ts'
import { type SpeechDeps, sayTooMany } from './say-too-many.ts'

/**
 * Counts the messages of a batch, each once, in the transaction that stores them: two statements, whatever their number, and
 * further ones only where a block begins. Who is blocked is told so once; the messages are kept and answered after the block.
 */
export type LimitInbound = (tx: Tx, messages: readonly CountedMessage[], nowMs: number) => Promise<Limited>

export interface Limited {
  /** In the order of the messages: until when each is held back; null for one that passes. */
  readonly heldUntil: readonly (number | null)[]
  /** Something was queued: the outbox is to be woken after the commit. */
  readonly hasSpoken: boolean
  readonly events: readonly EventBody[]
}

export interface LimitDeps extends SpeechDeps {
  readonly limits: InboundLimits
  /** TELEGRAM_OWNER_ID: never limited, and never counted. */
  readonly ownerId: number | null
  readonly logger: Logger
}

export function createLimitInbound(deps: LimitDeps): LimitInbound {
  const { limits, ownerId, logger } = deps
  const findPace = createPaceReader(limits)
  return async (tx, messages, nowMs) => {
    const counted = messages.filter(message => message.userId !== ownerId)
    if (counted.length === 0) return { heldUntil: messages.map(() => null), hasSpoken: false, events: [] }
    const people = groupByPerson(counted)
    const counts = await countPeople(tx, people, nowMs)
    const judged = people.flatMap(person => {
      const own = counts.get(person.userId)
      return own === undefined ? [] : [judgePerson(person, own, limits, nowMs)]
    })
    const passing = countPassing(judged)
    const everyone = await judgeEveryone(tx, passing, { pace: await findPace(tx, nowMs), limits, nowMs })
    const heldUntil = holdBack(messages, judged, everyone)
    const blocks = findNewBlocks(messages, heldUntil, judged)
    if (blocks.size === 0) return { heldUntil, hasSpoken: false, events: [] }
    await blockPeople(tx, new Map([...blocks].map(([userId, { untilMs }]) => [userId, untilMs])))
    logger.info('limits.blocked', { people: blocks.size, byAll: everyone.heldUntil !== null })
    const hasSpoken = await sayTooMany(tx, deps, [...blocks.values()], nowMs)
    return { heldUntil, hasSpoken, events: [...blocks].map(toEvent) }
  }
}

function countPassing(judged: readonly Judgement[]): number {
  return judged.reduce((sum, { passing }) => sum + passing, 0)
}

/** What all people together may still write: the first `passing` messages; the others wait until `heldUntil`. */
interface Allowance {
  readonly passing: number
  readonly heldUntil: number | null
}

async function judgeEveryone(
  tx: Tx,
  messages: number,
  { pace, limits, nowMs }: { readonly pace: Pace | null; readonly limits: InboundLimits; readonly nowMs: number },
): Promise<Allowance> {
  if (pace === null || messages === 0) return { passing: messages, heldUntil: null }
  const { minute, hour, blockedUntil } = await countEveryone(tx, messages, nowMs)
  if (blockedUntil !== null && blockedUntil > nowMs) return { passing: 0, heldUntil: blockedUntil }
  const excess = Math.max(0, minute - pace.perMinute, hour - pace.perHour)
  if (excess === 0) return { passing: messages, heldUntil: null }
  const heldUntil = nowMs + limits.blockMs
  await blockEveryone(tx, heldUntil)
  return { passing: Math.max(0, messages - excess), heldUntil }
}

/** Message by message in the order of arrival: first the person's own limit, then the one of all. */
function holdBack(
  messages: readonly CountedMessage[],
  judged: readonly Judgement[],
  everyone: Allowance,
): readonly (number | null)[] {
  const left = new Map(judged.map(({ person, passing }) => [person.userId, passing]))
  const blocked = new Map(judged.map(({ person, blockedUntil }) => [person.userId, blockedUntil]))
  let leftForAll = everyone.passing
  return messages.map(({ userId }) => {
    const own = left.get(userId)
    if (own === undefined) return null
    if (own === 0) return blocked.get(userId) ?? null
    left.set(userId, own - 1)
    return leftForAll-- > 0 ? null : everyone.heldUntil
  })
}

export interface NewBlock {
  readonly untilMs: number
  /** What was written when the block began: the chat in which it is said. */
  readonly message: CountedMessage
}

/** The people whose first held message of all this is: by their own limit, or because all together wrote too much. */
function findNewBlocks(
  messages: readonly CountedMessage[],
  heldUntil: readonly (number | null)[],
  judged: readonly Judgement[],
): ReadonlyMap<number, NewBlock> {
  const isBlocked = new Set(
    judged.flatMap(({ person, blockedUntil, isNewBlock }) =>
      blockedUntil !== null && !isNewBlock ? [person.userId] : [],
    ),
  )
  const blocks = new Map<number, NewBlock>()
  messages.forEach((message, index) => {
    const untilMs = heldUntil[index] ?? null
    if (untilMs === null || isBlocked.has(message.userId) || blocks.has(message.userId)) return
    blocks.set(message.userId, { untilMs, message })
  })
  return blocks
}

function toEvent([userId, { untilMs, message }]: readonly [number, NewBlock]): EventBody {
  return { type: 'limit.hit', conversationId: message.conversationId, userId, heldUntil: untilMs }
}
