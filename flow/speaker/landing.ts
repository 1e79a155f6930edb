import type { SendOutcome } from '#capabilities/channels'
import { markBlocked, moveChat } from '#capabilities/conversations'
import type { Database, Tx } from '#shared/database'
import { type Bus, type EventBody, recordEvents, stampEvents } from '#shared/events'
import {
  assertNever,
  type Clock,
  createBatcher,
  errorCode,
  type LogFields,
  type Logger,
  type NewId,
  sleep,
} from '#shared/utils'
import { cancelQueued } from '../outbox.ts'
import { type OutgoingPart, type Settlement, settleParts } from './speaker-rows.ts'

/** A part that has come down: what was sent, and what the channel made of it. */
export interface Landing {
  readonly outgoing: OutgoingPart
  readonly outcome: SendOutcome
}

export interface LandingDeps {
  readonly database: Database
  readonly bus: Bus
  readonly clock: Clock
  readonly newId: NewId
  readonly logger: Logger
}

const firstRetryMs = 500
const maxRetryPauseMs = 60_000
/** A reply that could not leave for a day answers nobody any more (Telegram keeps updates as long). */
const maxAgeMs = 24 * 60 * 60 * 1000

/**
 * Writes what became of parts; those that land together share a transaction. While the database cannot be written it tries
 * again: only this process knows the outcome, and until it is written nothing more may be said in that chat. Never rejects.
 */
export function createLanding(deps: LandingDeps): (landing: Landing) => Promise<void> {
  const land = createBatcher<Landing, void>({ maxItems: 100, run: landings => landAll(deps, landings) })
  return async landing => {
    for (let pauseMs = firstRetryMs; ; pauseMs = Math.min(maxRetryPauseMs, pauseMs * 2)) {
      try {
        return await land(landing)
      } catch (error) {
        const fields = { ...name(landing), outcome: landing.outcome.kind, code: errorCode(error) }
        deps.logger.error('outbox.landing_not_written', { ...fields, retryInMs: pauseMs })
        await sleep(deps.clock, pauseMs)
      }
    }
  }
}

async function landAll(deps: LandingDeps, landings: readonly Landing[]): Promise<readonly undefined[]> {
  const nowMs = deps.clock.now()
  const events = await deps.database.transaction(async tx => {
    const settlements = landings.map(landing => toSettlement(landing, nowMs))
    const settled = await settleParts(tx, settlements, nowMs)
    const bodies: EventBody[] = []
    // A client who was forgotten while the part was in the air leaves nothing that could be told.
    const known = landings.filter(({ outgoing }) => settled.has(outgoing.id))
    for (const landing of known) {
      // The answer was lost, but what was sent has come back from the chat.
      if (landing.outcome.kind === 'unknown' && settled.get(landing.outgoing.id) === 'sent') continue
      bodies.push(...(await feelConsequences(tx, landing, nowMs)))
    }
    const stamped = stampEvents(bodies, deps.clock, deps.newId)
    await recordEvents(tx, stamped)
    return stamped
  })
  deps.bus.publish(events)
  for (const landing of landings) logLanding(deps.logger, landing)
  return landings.map(() => undefined)
}

function logLanding(logger: Logger, landing: Landing): void {
  const { outgoing, outcome } = landing
  const fields = { ...name(landing), attempt: outgoing.attempts + 1 }
  const code = 'code' in outcome ? outcome.code : null
  if (outcome.kind === 'sent') logger.debug('outbox.sent', fields)
  else logger.warn(`outbox.${outcome.kind.replace('-', '_')}`, { ...fields, code })
}

/** What finds a part in the log, and the turn that said it. */
function name({ outgoing: { key: outboundKey, conversationId, turnId } }: Landing): LogFields {
  return { outboundKey, conversationId, turnId }
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
