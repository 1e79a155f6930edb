import type { Channel, SendOutcome } from '#capabilities/channels'
import { markBlocked, moveChat } from '#capabilities/conversations'
import type { AccountId, Database, OutboundId, Tx } from '#shared/database'
import { type Bus, type EventBody, type Queue, recordEvents, stampEvents } from '#shared/events'
import { assertNever, type Clock, createBatcher, errorCode, type Logger, type NewId, sleep } from '#shared/utils'
import { cancelQueued } from './outbox.ts'
import {
  giveUpAirborne,
  listReadyParts,
  markSending,
  type OutgoingPart,
  type Settlement,
  settleParts,
} from './speaker-rows.ts'

export interface SpeakerDeps {
  readonly database: Database
  readonly accountId: AccountId
  readonly channel: Channel
  readonly bus: Bus
  readonly queue: Queue
  readonly clock: Clock
  readonly newId: NewId
  readonly logger: Logger
}

/**
 * The one speaker of an account. Sends what the outbox holds: in order within a chat, within the flood budget, each part at most
 * once unless the channel said that it did not take it.
 */
export interface Speaker {
  /** Settles what an earlier process left in the air. Call once, before the first `pump`, holding the account's lock. */
  recover(): Promise<void>
  /** Sends what may leave now and returns; wakes itself for what must wait. Runs under the queue, never two at a time. */
  pump(): Promise<void>
  /** Sends what may still leave and waits for what is in the air, at most `graceMs`; the rest stays queued. */
  close(graceMs: number): Promise<void>
}

interface Landing {
  readonly outgoing: OutgoingPart
  readonly outcome: SendOutcome
}

const maxInTheAir = 100
const sweepEveryMs = 1000
const maxRetryPauseMs = 60_000
// A send is never cut off: an aborted one would only be one more whose fate is unknown.
const neverAborted = new AbortController().signal
/** A reply that could not leave for a day answers nobody any more (Telegram keeps updates as long). */
const maxAgeMs = 24 * 60 * 60 * 1000

export function createSpeaker(deps: SpeakerDeps): Speaker {
  const { database, accountId, channel, clock } = deps
  const inTheAir = new Map<OutboundId, Promise<void>>()
  let isClosing = false
  const land = createBatcher<Landing, void>({ maxItems: maxInTheAir, run: landAll })
  let cancelAlarm = (): void => {}

  return { recover, pump, close }

  async function recover(): Promise<void> {
    const events = await database.transaction(async tx => {
      const lost = await giveUpAirborne(tx, accountId, clock.now())
      const bodies = lost.map(
        ({ conversationId, key }): EventBody => ({ type: 'delivery.unknown', conversationId, outboundKey: key }),
      )
      const stamped = stampEvents(bodies, clock, deps.newId)
      await recordEvents(tx, stamped)
      return stamped
    })
    if (events.length > 0) deps.logger.warn('outbox.unknown_after_crash', { accountId, parts: events.length })
    deps.bus.publish(events)
  }

  async function pump(): Promise<void> {
    if (!isClosing) await sendReady()
  }

  /** Returns how many parts have left. */
  async function sendReady(): Promise<number> {
    const room = maxInTheAir - inTheAir.size
    if (room <= 0) return 0
    const ready = await listReadyParts(database.db, accountId, clock.now(), room)
    const { admitted, nextAt } = admit(ready)
    setAlarm(nextAt)
    if (admitted.length === 0) return 0
    const mayLeave = await markSending(
      database.db,
      admitted.map(part => part.id),
    )
    for (const part of admitted) if (mayLeave.has(part.id)) inTheAir.set(part.id, fly(part))
    return mayLeave.size
  }

  /** Asks the flood budget for each chat. What has no place yet stays queued; nothing is written for it. */
  function admit(ready: readonly OutgoingPart[]): { admitted: readonly OutgoingPart[]; nextAt: number } {
    let nextAt = Number.POSITIVE_INFINITY
    const admitted = ready.filter(part => {
      const waitMs = channel.admit(part.chat)
      if (waitMs > 0) nextAt = Math.min(nextAt, clock.now() + waitMs)
      return waitMs <= 0
    })
    return { admitted, nextAt }
  }

  // A wake may be lost, or have been given in another process: the outbox is looked at once a second in any case.
  function setAlarm(nextAt: number): void {
    cancelAlarm()
    const delayMs = Math.min(sweepEveryMs, Math.max(1, nextAt - clock.now()))
    cancelAlarm = clock.after(delayMs, () => deps.queue.wake('outbox', String(accountId)))
  }

  async function fly(outgoing: OutgoingPart): Promise<void> {
    try {
      const outcome = await channel.send(outgoing.chat, outgoing.part, neverAborted)
      await land({ outgoing, outcome })
    } catch (error) {
      // The row stays `sending`: what happened is not known, and the next start says so.
      deps.logger.error('outbox.landing_failed', { outboundId: outgoing.id, code: errorCode(error) })
    } finally {
      inTheAir.delete(outgoing.id)
      deps.queue.wake('outbox', String(accountId))
    }
  }

  async function landAll(landings: readonly Landing[]): Promise<readonly undefined[]> {
    const nowMs = clock.now()
    const events = await database.transaction(async tx => {
      await settleParts(
        tx,
        landings.map(landing => toSettlement(landing, nowMs)),
        nowMs,
      )
      const bodies: EventBody[] = []
      for (const landing of landings) bodies.push(...(await feelConsequences(tx, landing, nowMs)))
      const stamped = stampEvents(bodies, clock, deps.newId)
      await recordEvents(tx, stamped)
      return stamped
    })
    deps.bus.publish(events)
    for (const landing of landings) logLanding(landing)
    return landings.map(() => undefined)
  }

  function logLanding({ outgoing, outcome }: Landing): void {
    const fields = {
      outboundKey: outgoing.key,
      conversationId: outgoing.conversationId,
      attempt: outgoing.attempts + 1,
    }
    if (outcome.kind === 'sent') deps.logger.debug('outbox.sent', fields)
    else
      deps.logger.warn(`outbox.${outcome.kind.replace('-', '_')}`, {
        ...fields,
        code: 'code' in outcome ? outcome.code : null,
      })
  }

  async function close(graceMs: number): Promise<void> {
    isClosing = true
    const lateAt = clock.now() + graceMs
    const landed = (): Promise<unknown> =>
      Promise.race([Promise.all(inTheAir.values()), sleep(clock, lateAt - clock.now())])
    await landed()
    while (clock.now() < lateAt && (await sendReady()) > 0) await landed()
    cancelAlarm()
  }
}

function toSettlement({ outgoing, outcome }: Landing, nowMs: number): Settlement {
  const settled = { id: outgoing.id, externalId: null, errorCode: null, notBefore: nowMs }
  switch (outcome.kind) {
    case 'sent':
      return { ...settled, state: 'sent', externalId: outcome.externalId }
    case 'rate-limited':
      return { ...settled, state: 'queued', errorCode: 'rate_limited', notBefore: nowMs + outcome.retryAfterMs }
    case 'not-sent':
      return nowMs - outgoing.createdAt > maxAgeMs
        ? { ...settled, state: 'failed', errorCode: outcome.code }
        : { ...settled, state: 'queued', errorCode: outcome.code, notBefore: nowMs + retryPauseMs(outgoing.attempts) }
    case 'unknown':
      return { ...settled, state: 'unknown', errorCode: outcome.code }
    case 'moved':
      return { ...settled, state: 'queued', errorCode: 'chat_moved' }
    case 'blocked':
    case 'failed':
      return { ...settled, state: 'failed', errorCode: outcome.code }
    default:
      return assertNever(outcome)
  }
}

function retryPauseMs(attempts: number): number {
  return Math.min(maxRetryPauseMs, 1000 * 2 ** Math.min(attempts, 6))
}

/** What an outcome means beyond its own row. */
async function feelConsequences(tx: Tx, { outgoing, outcome }: Landing, nowMs: number): Promise<readonly EventBody[]> {
  const { conversationId, key } = outgoing
  switch (outcome.kind) {
    case 'moved':
      await moveChat(tx, conversationId, outcome.chatId)
      return []
    case 'blocked':
      await markBlocked(tx, outgoing.contactId, true, nowMs)
      await cancelQueued(tx, conversationId, nowMs)
      return [{ type: 'delivery.failed', conversationId, outboundKey: key, code: outcome.code }]
    case 'failed':
      return [{ type: 'delivery.failed', conversationId, outboundKey: key, code: outcome.code }]
    case 'unknown':
      return [{ type: 'delivery.unknown', conversationId, outboundKey: key }]
    default:
      return []
  }
}
