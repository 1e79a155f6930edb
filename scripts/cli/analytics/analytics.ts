import { systemClock } from '#shared/utils'
import { composeAnalytics } from '../../../services/compose-analytics.ts'
import type { Command } from '../command.ts'
import { withOwnerDatabase } from '../with-owner-database.ts'

/** The figures of the business, counted anew from its events. */
export const analyticsCommand: Command = {
  name: 'analytics',
  usage: 'rebuild',
  summary:
    'Count all figures anew, from the first event on. Safe while the platform runs; until it is done they are too low.',
  async run(args, surroundings) {
    if (args.length !== 1 || args[0] !== 'rebuild') {
      surroundings.complain(`Write: npm run cli -- analytics ${analyticsCommand.usage}`)
      return 2
    }
    return withOwnerDatabase(surroundings, async (database, settings) => {
      const { rollUp } = composeAnalytics(settings, { database, clock: systemClock })
      await rollUp.reset()
      let counted = 0
      for (let isMore = true; isMore; ) {
        const done = await rollUp.run()
        counted += done.events
        isMore = done.isMore
      }
      surroundings.print(`${counted} events were counted anew, by the days of ${settings.ai_server.timezone}.`)
      return 0
    })
  },
}
