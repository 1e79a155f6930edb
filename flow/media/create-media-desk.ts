import type { Channel } from '#capabilities/channels'
import type { AccountId, ConversationId, Database } from '#shared/database'
import type { Queue } from '#shared/events'
import { type Clock, errorCode, type Logger, sleep } from '#shared/utils'
import { judgeReading } from './judge-reading.ts'
import { keepTyping } from './keep-typing.ts'
import type { MediaReader } from './media-reader.ts'
import { readersByKind } from './media-reader.ts'
import {
  dropMediaLeases,
  hastenMedia,
  listOverdueMedia,
  returnMedia,
  type TakenMedia,
  takeDueMedia,
  unholdMedia,
} from './media-rows.ts'
import type { OutageWatch } from './outage-watch.ts'
import { type Reading, readOne } from './read-one.ts'
import { finishMessage, settleReading } from './settle-reading.ts'

export interface MediaDeskDeps {
  readonly database: Database
  readonly accountId: AccountId
  /** Fetches the files, and shows that somebody listens. */
  readonly channel: Pick<Channel, 'fetchFile' | 'showTyping'>
  readonly readers: readonly MediaReader[]
  readonly outages: OutageWatch
  readonly queue: Queue
  readonly clock: Clock
  readonly logger: Logger
  readonly settings: { readonly debounceMs: number; readonly maxWaitMs: number }
}

/** Reads what clients of one account sent besides text. All it must know stands in rows: it may die at any moment. */
export interface MediaDesk {
  /** Takes back what a dead process of this account was reading. Call it once, before the first pump, holding the account's lock. */
  recover(): Promise<void>
  /** Takes what is due and begins to read it, as far as there is room. */
  pump(): Promise<void>
  /** Begins nothing more and lets what is being read end for at most `graceMs`; the rest is read by the next process. */
  close(graceMs: number): Promise<void>
}

// A file is in memory while it is read, so two at once need at most 40 MB; a speech server seldom hears more at once, either.
const maxAtOnce = 2
const sweepEveryMs = 1000
const leaseSlackMs = 30_000

export function createMediaDesk(deps: MediaDeskDeps): MediaDesk {
  const { accountId, clock, database, logger, outages, queue, settings } = deps
  const readers = readersByKind(deps.readers)
  const leaseMs = Math.max(0, ...deps.readers.map(reader => reader.timeoutMs)) + leaseSlackMs
  const active = new Set<Promise<void>>()
  const stopping = new AbortController()
  let cancelAlarm = (): void => {}

  return {
    recover: () => dropMediaLeases(database.db, accountId),
    async pump() {
      if (stopping.signal.aborted) return
      // First of all, so that a pump that fails is not the last one.
      setAlarm()
      await endLongWaits()
      const room = maxAtOnce - active.size
      if (room <= 0) return
      const taking = { accountId, nowMs: clock.now(), leaseMs, limit: room }
      for (const media of await database.transaction(tx => takeDueMedia(tx, taking))) begin(media)
    },
    async close(graceMs) {
      cancelAlarm()
      await Promise.race([Promise.allSettled(active), sleep(clock, graceMs)])
      stopping.abort()
      await Promise.allSettled(active)
    },
  }

  function setAlarm(): void {
    cancelAlarm()
    cancelAlarm = clock.after(sweepEveryMs, () => queue.wake('media', String(accountId)))
  }

  function begin(media: TakenMedia): void {
    const work = read(media)
      .catch(error => logger.error('media.settle_failed', { mediaId: media.id, code: errorCode(error) }))
      .finally(() => {
        active.delete(work)
        if (!stopping.signal.aborted) queue.wake('media', String(accountId))
      })
    active.add(work)
  }

  async function read(media: TakenMedia): Promise<void> {
    const reader = readers.get(media.facts.kind) ?? null
    const startedAt = clock.now()
    const stopTyping = keepTyping(deps, media.chat)
    const reading = await readOne(deps, { media, reader, signal: stopping.signal }).finally(stopTyping)
    if (stopping.signal.aborted && reading.kind === 'later') return returnMedia(database.db, media.id)
    await settle(media, reading)
    logger.info('media.read', {
      ...{ mediaId: media.id, conversationId: media.conversationId, kind: media.facts.kind, attempt: media.tries },
      ...{
        outcome: reading.kind,
        code: reading.kind === 'read' ? null : reading.code,
        tookMs: clock.now() - startedAt,
      },
    })
    if (reader !== null) await watch(reader, reading)
  }

  async function settle(media: TakenMedia, reading: Reading): Promise<void> {
    const release = { ...settings, nowMs: clock.now() }
    const settlement = judgeReading(media, reading, release.nowMs)
    wakeTurn(await database.transaction(tx => settleReading(tx, media, settlement, release)))
  }

  async function watch(reader: MediaReader, reading: Reading): Promise<void> {
    if (reading.kind === 'later' && reading.isReaderAway) await outages.noteAway(reader, reading.code)
    if (reading.kind !== 'read' || reading.isCopy) return
    if (await outages.noteBack(reader)) await hastenMedia(database.db, accountId, reader.kinds, clock.now())
  }

  /** A turn waits no longer than it was told to, even where nobody has got round to reading. */
  async function endLongWaits(): Promise<void> {
    for (const overdue of await listOverdueMedia(database.db, accountId, clock.now())) {
      const release = { ...settings, nowMs: clock.now() }
      const due = await database.transaction(async tx => {
        await unholdMedia(tx, overdue.id)
        return finishMessage(tx, { ...overdue, lateText: null }, release)
      })
      wakeTurn(due)
    }
  }

  function wakeTurn(conversationId: ConversationId | null): void {
    if (conversationId !== null) queue.wake('turn', String(conversationId), settings.debounceMs)
  }
}
