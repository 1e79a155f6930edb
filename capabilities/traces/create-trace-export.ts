import type { Database, TurnId } from '#shared/database'
import { readEventsAfter, readSettledPosition, type StoredEvent } from '#shared/events'
import type { Clock, Logger } from '#shared/utils'
import type { SpanSink } from './create-span-sink.ts'
import { readTurnTraces } from './read-turn-traces.ts'
import { toSpans } from './to-spans.ts'
import type { TurnTrace } from './turn-trace.ts'

export interface TraceExportDeps {
  readonly database: Database
  readonly sink: SpanSink
  readonly clock: Clock
  readonly logger: Logger
}

/** Sends traces of what has been answered since it was made. */
export interface TraceExport {
  /** One round; `again` when more is waiting. At most once: what the collector does not take is counted in the log and let go. */
  run(): Promise<'again' | 'done'>
  close(): Promise<void>
}

const eventsARound = 500
// A client who waits longer than any turn does; who writes more than this many chats at once goes without the `wait` span.
const mostWaiting = 10_000
// A message held back for longer (a penalty, an outage) is traced as on its way.
const longestFlightMs = 60_000
const mostPending = 1000

/**
 * Traces are read from the rows that the flow writes anyway, so they cost the hot path nothing, are the same in one process and in
 * four, and hold what the database holds: times, states and codes, never words.
 */
export function createTraceExport({ database, sink, clock, logger }: TraceExportDeps): TraceExport {
  let position: number | null = null
  /** When the oldest unanswered message of a conversation was stored. */
  const waiting = new Map<number, number>()
  const pending = new Map<TurnId, number | null>()
  return {
    async run() {
      const upTo = await readSettledPosition(database)
      position ??= upTo
      const types = ['message.received', 'turn.finished'] as const
      const events = await readEventsAfter(database.db, { after: position, upTo, limit: eventsARound, types })
      for (const event of events) note(event)
      position = events.length < eventsARound ? upTo : (events.at(-1)?.position ?? upTo)
      await exportLanded()
      return events.length < eventsARound ? 'done' : 'again'
    },
    close: () => sink.close(),
  }

  function note({ type, conversationId, occurredAt, payload }: StoredEvent): void {
    if (conversationId === null) return
    if (type === 'message.received') {
      if (waiting.size < mostWaiting && !waiting.has(conversationId)) waiting.set(conversationId, occurredAt)
      return
    }
    pending.set(payload.turnId as TurnId, waiting.get(conversationId) ?? null)
    waiting.delete(conversationId)
  }

  async function exportLanded(): Promise<void> {
    const traces = await readTurnTraces(database.db, pending)
    const isFull = pending.size > mostPending
    const landed = traces.filter(trace => isFull || hasLanded(trace))
    const lost = new Set(pending.keys())
    for (const { turnId } of traces) lost.delete(turnId)
    for (const turnId of [...lost, ...landed.map(trace => trace.turnId)]) pending.delete(turnId)
    if (landed.length === 0) return
    const code = await sink.send(landed.flatMap(trace => toSpans(trace, sink.resource)))
    if (code !== null) logger.warn('traces.not_taken', { code, traces: landed.length })
  }

  function hasLanded({ parts, finishedAt }: TurnTrace): boolean {
    return parts.every(part => part.settledAt !== null) || clock.now() - finishedAt > longestFlightMs
  }
}
