import { repeat } from '#shared/utils'
import type { App } from '../app.ts'
import type { RunningService } from '../running-service.ts'

const rollUpEveryMs = 2000

/** Counts: turns what happened into figures. */
export async function startAnalytics({ analytics, clock, logger }: App): Promise<RunningService> {
  const stopRollUps = repeat(clock, logger, {
    name: 'roll-up',
    everyMs: rollUpEveryMs,
    run: async () => ((await analytics.rollUp.run()).isMore ? 'again' : 'done'),
  })
  return { name: 'analytics', stop: () => stopRollUps() }
}
