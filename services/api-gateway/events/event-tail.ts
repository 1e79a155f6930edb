import type { Database } from '#shared/database'
import { type Bus, eventTypes, readEventsAfter, readSettledPosition, type StoredEvent } from '#shared/events'
import { type Clock, errorCode, type Logger } from '#shared/utils'
import { coalesce } from '../chat/coalesce.ts'
import { type EventFrame, toFrame } from './event-frame.ts'

export interface TailDeps {
  readonly database: Database
  readonly bus: Bus
  readonly clock: Clock
  readonly logger: Logger
}

/** The end of the log of events, read once for all listeners, and only while there are any. */
export interface EventTail {
  /** Up to where the log has been read; null before it was read at all. */
  readonly newest: () => number | null
  /** The next events after `position` that are in memory; null when it lies further back than memory goes. */
  recall(position: number): readonly EventFrame[] | null
  /** Calls `onNews` whenever `newest` has grown, until the returned function is called. */
  watch(onNews: () => void): () => void
}

const remembered = 1000
const pageSize = 500
// The first event of a moment is read at once, those that follow it together: at most 40 readings a second, however busy the log is.
const gatherMs = 25
// The bus only knows of this process; what the others write is found by looking.
const pollMs = 500

export function createEventTail({ database, bus, clock, logger }: TailDeps): EventTail {
  const watchers = new Set<() => void>()
  let frames: readonly EventFrame[] = []
  /** Memory holds everything between these two. */
  let since = 0
  let newest: number | null = null
  let cancelGathering: (() => void) | null = null
  let hasMore = false
  let cancelPolling = (): void => {}
  const read = coalesce(async () => {
    try {
      await readOn()
    } catch (error) {
      logger.warn('event_tail.not_read', { code: errorCode(error) })
    }
  })
  for (const type of eventTypes) bus.subscribe(type, gather)

  return {
    newest: () => newest,
    recall: position => (position < since ? null : frames.slice(firstAfter(frames, position))),
    watch(onNews) {
      watchers.add(onNews)
      if (watchers.size === 1) poll()
      return () => {
        watchers.delete(onNews)
        if (watchers.size === 0) stop()
      }
    },
  }

  function gather(): void {
    if (watchers.size === 0) return
    hasMore = true
    if (cancelGathering === null) readAndPause()
  }

  function readAndPause(): void {
    cancelGathering = null
    if (!hasMore) return
    hasMore = false
    read()
    cancelGathering = clock.after(gatherMs, readAndPause)
  }

  function poll(): void {
    read()
    cancelPolling = clock.after(pollMs, poll)
  }

  function stop(): void {
    cancelPolling()
    cancelGathering?.()
    cancelGathering = null
    hasMore = false
    frames = []
    newest = null
  }

  async function readOn(): Promise<void> {
    const settled = await readSettledPosition(database)
    if (newest === null) since = newest = settled
    while (newest < settled && watchers.size > 0) {
      const events = await readEventsAfter(database.db, { after: newest, upTo: settled, limit: pageSize })
      remember(events)
      newest = events.length < pageSize ? settled : (events.at(-1)?.position ?? settled)
    }
    for (const onNews of watchers) onNews()
  }

  function remember(events: readonly StoredEvent[]): void {
    const all = [...frames, ...events.map(toFrame)]
    frames = all.slice(-remembered)
    since = all.at(-remembered - 1)?.position ?? since
  }
}

/** Positions grow, so half of what is left can be ruled out at each look: with many listeners this is asked often. */
function firstAfter(frames: readonly EventFrame[], position: number): number {
  let [low, high] = [0, frames.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((frames[middle]?.position ?? 0) > position) high = middle
    else low = middle + 1
  }
  return low
}
