import { repeat } from '#shared/utils'
import type { App } from '../app.ts'
import type { RunningService } from '../running-service.ts'
import { rollUpConversations } from './roll-up-conversations.ts'

const rollUpEveryMs = 5000

/** Counts: turns events into the figures of each conversation. */
export async function startAnalytics({ clock, database, logger }: App): Promise<RunningService> {
  const stopRollUps = repeat(clock, logger, {
    name: 'roll-up-conversations',
    everyMs: rollUpEveryMs,
    run: async () => ((await rollUpConversations(database, clock.now())).isFull ? 'again' : 'done'),
  })
  return { name: 'analytics', stop: () => stopRollUps() }
}
