import type { PassThrough, Readable } from 'node:stream'
import { Gauge, type Registry } from 'prom-client'
import { readSettledPosition } from '#shared/events'
import { createGate } from '#shared/utils'
import { type Listening, openEventListener } from './event-listener.ts'
import { createEventTail, type TailDeps } from './event-tail.ts'

export type OpenedEvents =
  | { readonly kind: 'opened'; readonly stream: Readable }
  /** The gateway has as many listeners as it may have. */
  | { readonly kind: 'full' }

/** All server-sent event streams of the log of events. */
export interface EventStreams {
  /** `after` null: only what comes from now on. When it resolves, what happens from then on will be heard. */
  open(request: Omit<Listening, 'after'> & { readonly after: number | null }): Promise<OpenedEvents>
  /** Ends all streams; listeners reconnect by themselves. */
  closeAll(): void
}

const maxListeners = 1_000
const readersAtOnce = 4

export function createEventStreams(deps: TailDeps & { readonly metrics: Registry }): EventStreams {
  const outputs = new Set<PassThrough>()
  const shared = { ...deps, tail: createEventTail(deps), catchUp: createGate(readersAtOnce) }
  measure(deps.metrics, () => outputs.size)

  return {
    async open({ after, ...listening }) {
      const settled = await readSettledPosition(deps.database)
      if (outputs.size >= maxListeners) return { kind: 'full' }
      // A position that the log has not reached is of another database.
      const begin = after === null ? settled : Math.min(after, settled)
      const output = openEventListener(shared, { ...listening, after: begin })
      outputs.add(output)
      output.once('close', () => outputs.delete(output))
      return { kind: 'opened', stream: output }
    },
    closeAll() {
      for (const output of outputs) output.end()
    },
  }
}

function measure(metrics: Registry, count: () => number): void {
  new Gauge({
    name: 'event_listeners',
    help: 'Open streams of events.',
    registers: [metrics],
    collect() {
      this.set(count())
    },
  })
}
