import { Gauge, type Registry } from 'prom-client'
import type { JobCount, Queue } from '#shared/events'

const states = ['waiting', 'delayed', 'active', 'dead'] as const satisfies readonly (keyof JobCount)[]

/**
 * Tells how much there is of each job: six jobs at most, in four states. With Redis the numbers are those of all processes
 * together, so every process tells the same, and a dashboard takes their maximum.
 */
export function watchQueue(queue: Queue, registry: Registry): void {
  new Gauge({
    name: 'queue_jobs',
    help: 'Jobs by state; dead ones failed too often and are listed by `npm run cli -- queue failed`.',
    labelNames: ['job', 'state'] as const,
    registers: [registry],
    async collect() {
      this.reset()
      for (const count of await queue.count()) {
        for (const state of states) this.set({ job: count.job, state }, count[state])
      }
    },
  })
}
