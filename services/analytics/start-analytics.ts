import { createSpanSink, createTraceExport, type TraceExport } from '#capabilities/traces'
import { sendReports } from '#flow'
import { startChores } from '#shared/events'
import { repeat } from '#shared/utils'
import type { App } from '../app.ts'
import type { RunningService } from '../running-service.ts'

const secondMs = 1000

/** Counts: turns what happened into figures and traces, and sends the owner the digests that are due. */
export async function startAnalytics(app: App): Promise<RunningService> {
  const { analytics, clock, logger } = app
  const { reports, telegram } = app.settings
  const reporting = { ...app, settings: { ownerId: telegram.owner_id, reports } }
  const traces = await openTraces(app)
  // Where the export stands is in the memory of this process: it is a loop of its own, and no chore.
  const tracing = traces === null ? [] : [{ name: 'export-traces', everyMs: 5 * secondMs, run: () => traces.run() }]
  const stops = [
    startChores(app, 'figures', [
      { name: 'roll-up', everyMs: 2 * secondMs, run: rollUp },
      { name: 'send-reports', everyMs: 60 * secondMs, run: () => sendReports(reporting) },
    ]),
    ...tracing.map(job => repeat(clock, logger, job)),
  ]
  return {
    name: 'analytics',
    stop: async () => {
      await Promise.all(stops.map(stop => stop()))
      await traces?.close()
    },
  }

  async function rollUp(): Promise<'again' | 'done'> {
    return (await analytics.rollUp.run()).isMore ? 'again' : 'done'
  }
}

async function openTraces(app: App): Promise<TraceExport | null> {
  const sink = await createSpanSink(app.settings.otel)
  return sink === null ? null : createTraceExport({ ...app, sink })
}
