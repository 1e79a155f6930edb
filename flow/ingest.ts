import type { Inbound, InboundUpdate } from '#capabilities/channels'
import { markBlocked, saveContacts } from '#capabilities/conversations'
import type { AccountId, Database, Tx } from '#shared/database'
import { type Bus, type Queue, recordEvents, stampEvents } from '#shared/events'
import { type Clock, createBatcher, errorCode, type Logger, type NewId } from '#shared/utils'
import { applyConnection, type BusinessIntake } from './business/apply-connection.ts'
import { hearOwner } from './business/hear-owner.ts'
import { removeDeleted } from './business/remove-deleted.ts'
import { screenUpdates } from './business/screen-updates.ts'
import { settleEcho } from './business/settle-echo.ts'
import { storeEdit } from './edits/store-edit.ts'
import { type Pacing, type Receiver, type Stored, storeMessages, toContactFacts } from './ingest/store-messages.ts'
import type { LimitInbound } from './limits/index.ts'
import type { MediaIntake } from './media/keep-attachments.ts'

/**
 * Stores a batch of updates and makes their conversations due; resolves when they are durable, and only then may the channel
 * acknowledge them. An update that was stored before is left as it is: exactly one message and one turn each.
 */
export type Ingest = (receiver: Receiver, updates: readonly InboundUpdate[]) => Promise<void>

export interface IngestDeps {
  readonly database: Database
  readonly bus: Bus
  readonly queue: Queue
  readonly clock: Clock
  readonly newId: NewId
  readonly logger: Logger
  /** Null: clients may write as much as they like. */
  readonly limitInbound: LimitInbound | null
  /** What is read besides text. Absent: nothing is. */
  readonly media?: MediaIntake
  /** Chats of people's own accounts. Absent: none is taken in. */
  readonly business?: BusinessIntake
  readonly settings: {
    readonly debounceMs: number
    readonly maxWaitMs: number
    /** Messages closer together than this are answered together. */
    readonly minIntervalMs: number
  }
}

interface Delivery {
  readonly receiver: Receiver
  readonly updates: readonly InboundUpdate[]
}

type Outcome = { readonly kind: 'stored' } | { readonly kind: 'failed'; readonly error: unknown }

const stored: Outcome = { kind: 'stored' }

export function createIngest(deps: IngestDeps): Ingest {
  // A poll brings up to 100 updates in one delivery; webhooks bring one each, and those that arrive together share a commit.
  const store = createBatcher<Delivery, Outcome>({ maxItems: 100, run: storeDeliveries })
  return async (receiver, updates) => {
    const outcome = updates.length === 0 ? stored : await store({ receiver, updates })
    if (outcome.kind === 'failed') throw outcome.error
  }

  // A failure is an outcome for all, not a reason to try each delivery alone: what the database refuses has been set apart
  // already, and a locked database would be waited for once per delivery.
  async function storeDeliveries(deliveries: readonly Delivery[]): Promise<readonly Outcome[]> {
    try {
      for (const { receiver, updates } of mergeByAccount(deliveries)) await storeAll(receiver, updates)
      return deliveries.map(() => stored)
    } catch (error) {
      return deliveries.map(() => ({ kind: 'failed', error }))
    }
  }

  async function storeAll(receiver: Receiver, updates: readonly InboundUpdate[]): Promise<void> {
    try {
      await storeTogether(receiver, updates)
    } catch (error) {
      if (!isRefusal(error)) throw error
      deps.logger.warn('ingest.batch_failed', { updates: updates.length, code: errorCode(error) })
      for (const update of updates) await storeAlone(receiver, update)
    }
  }

  // One update that the database refuses must not hold up the others: it is kept as unreadable. A database that is locked, full
  // or gone refuses nothing: that error goes to the channel, which hands the same updates in again.
  async function storeAlone(receiver: Receiver, update: InboundUpdate): Promise<void> {
    try {
      await storeTogether(receiver, [update])
    } catch (error) {
      if (!isRefusal(error)) throw error
      const reason = `ingest.${errorCode(error)}`
      await storeTogether(receiver, [{ ...update, inbound: { kind: 'unreadable', reason } }])
      deps.logger.error('ingest.update_unreadable', { updateKind: update.updateKind, reason })
    }
  }

  async function storeTogether(receiver: Receiver, updates: readonly InboundUpdate[]): Promise<void> {
    const { events, due, hasSpoken, hasMedia } = await deps.database.transaction(async tx => {
      const stored = await storeInOrder(tx, deps, receiver, updates)
      const events = stampEvents(stored.events, deps.clock, deps.newId)
      await recordEvents(tx, events)
      return { ...stored, events }
    })
    deps.bus.publish(events)
    if (hasSpoken) deps.queue.wake('outbox', String(receiver.accountId))
    if (hasMedia) deps.queue.wake('media', String(receiver.accountId))
    for (const { conversationId, delayMs } of due) deps.queue.wake('turn', String(conversationId), delayMs)
  }
}

function toPacing({ clock, settings, limitInbound, media = noMedia, business }: IngestDeps): Pacing {
  const { debounceMs, maxWaitMs, minIntervalMs } = settings
  const burstDebounceMs = Math.max(debounceMs, minIntervalMs)
  return { nowMs: clock.now(), debounceMs, maxWaitMs, burstDebounceMs, limitInbound, media, business: business ?? null }
}

const noMedia: MediaIntake = { holdMs: new Map(), maxLinks: 0 }

// What SQLite and PostgreSQL (SQLSTATE classes 22, 23, 54) call values that a table does not take, and what a defect of ours
// throws. Anything else may pass, and an update called unreadable because of it would be a client's message lost.
const refusals = /^(SQLITE_(CONSTRAINT|MISMATCH|RANGE|TOOBIG)\w*|(22|23|54)\w{3}|(Type|Range|Syntax|Reference)Error)$/

/** Whether the same rows would be refused again. */
function isRefusal(error: unknown): boolean {
  return refusals.test(errorCode(error))
}

function mergeByAccount(deliveries: readonly Delivery[]): readonly Delivery[] {
  const merged = new Map<AccountId, Delivery>()
  for (const delivery of deliveries) {
    const earlier = merged.get(delivery.receiver.accountId)?.updates ?? []
    merged.set(delivery.receiver.accountId, { ...delivery, updates: [...earlier, ...delivery.updates] })
  }
  return [...merged.values()]
}

/** What changes how the rest is taken goes by itself, at its place; all that lies between goes together. */
async function storeInOrder(
  tx: Tx,
  deps: IngestDeps,
  receiver: Receiver,
  updates: readonly InboundUpdate[],
): Promise<Stored> {
  const pacing = toPacing(deps)
  const stored: Stored[] = []
  for (const stretch of splitAtTurningPoints(updates)) {
    const screened = await screenUpdates(tx, receiver.accountId, stretch, pacing.business?.rules ?? null)
    const fresh = await rememberUpdates(tx, receiver.accountId, screened, pacing.nowMs)
    stored.push(await storeFresh(tx, receiver, fresh, pacing))
  }
  return {
    events: stored.flatMap(({ events }) => events),
    due: stored.flatMap(({ due }) => due),
    hasSpoken: stored.some(({ hasSpoken }) => hasSpoken),
    hasMedia: stored.some(({ hasMedia }) => hasMedia),
  }
}

const turningPoints: readonly Inbound['kind'][] = ['connection', 'owner-words']

function splitAtTurningPoints(updates: readonly InboundUpdate[]): readonly (readonly InboundUpdate[])[] {
  if (!updates.some(({ inbound }) => turningPoints.includes(inbound.kind))) return [updates]
  const stretches: InboundUpdate[][] = [[]]
  for (const update of [...updates].sort((a, b) => a.updateId - b.updateId)) {
    if (turningPoints.includes(update.inbound.kind)) stretches.push([update], [])
    else stretches.at(-1)?.push(update)
  }
  return stretches.filter(stretch => stretch.length > 0)
}

/** Writes the inbox rows; returns the updates that were not there yet, in the order of their ids. */
async function rememberUpdates(
  tx: Tx,
  accountId: AccountId,
  updates: readonly InboundUpdate[],
  nowMs: number,
): Promise<readonly InboundUpdate[]> {
  const inserted = await tx
    .insertInto('updates')
    .values(
      updates.map(update => ({
        account_id: accountId,
        update_id: update.updateId,
        kind: update.updateKind,
        ...describeTreatment(update.inbound),
        payload: update.raw,
        received_at: nowMs,
      })),
    )
    .onConflict(conflict => conflict.doNothing())
    .returning('update_id')
    .execute()
  const fresh = new Map(updates.map(update => [update.updateId, update]))
  return inserted.flatMap(row => fresh.get(row.update_id) ?? []).sort((a, b) => a.updateId - b.updateId)
}

function describeTreatment(inbound: Inbound): { state: 'stored' | 'ignored' | 'unreadable'; reason: string | null } {
  if (inbound.kind === 'ignored' || inbound.kind === 'unreadable')
    return { state: inbound.kind, reason: inbound.reason }
  return { state: 'stored', reason: null }
}

async function storeFresh(
  tx: Tx,
  receiver: Receiver,
  fresh: readonly InboundUpdate[],
  pacing: Pacing,
): Promise<Stored> {
  const messages = fresh.flatMap(({ inbound }) => (inbound.kind === 'message' ? [inbound] : []))
  const stored = await storeMessages(tx, receiver, messages, pacing)
  const due = [...stored.due]
  const events = [...stored.events]
  let { hasSpoken } = stored
  for (const { inbound } of fresh) {
    if (inbound.kind === 'edit') due.push(...(await storeEdit(tx, receiver, inbound, pacing)))
    if (inbound.kind === 'reachability') await storeReachability(tx, receiver, inbound, pacing.nowMs)
    const { business, nowMs } = pacing
    if (business === null) continue
    if (inbound.kind === 'owner-words') events.push(...(await hearOwner(tx, receiver, inbound, business.rules, nowMs)))
    if (inbound.kind === 'echo') await settleEcho(tx, receiver.accountId, inbound, nowMs)
    if (inbound.kind === 'deletion') await removeDeleted(tx, receiver.accountId, inbound)
    if (inbound.kind === 'connection')
      hasSpoken = (await applyConnection(tx, receiver.accountId, inbound.connection, business, nowMs)) || hasSpoken
  }
  return { ...stored, events, due, hasSpoken }
}

async function storeReachability(
  tx: Tx,
  receiver: Receiver,
  change: Extract<Inbound, { kind: 'reachability' }>,
  nowMs: number,
): Promise<void> {
  const contacts = await saveContacts(tx, receiver.channel, [toContactFacts(change.from, null)], nowMs)
  for (const contact of contacts.values()) await markBlocked(tx, contact.id, change.isBlocked, nowMs)
}
