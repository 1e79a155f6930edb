import { forgetContact } from '#flow'
import { createBus } from '#shared/events'
import { createLogger, newId, systemClock } from '#shared/utils'
import type { Command } from '../command.ts'
import { findPerson, personUsage, readPerson } from './person.ts'
import { withDatabase } from './with-database.ts'

/** Erases all that is held of a person. */
export const forgetCommand: Command = {
  name: 'forget',
  usage: `${personUsage} --yes`,
  summary: 'Erase all that is held of a person, for good. A backup from before forgets them when it is restored.',
  async run(args, surroundings) {
    const person = readPerson(args.filter(word => word !== '--yes'))
    if (person === null || !args.includes('--yes')) {
      surroundings.complain(`Write: npm run cli -- forget ${forgetCommand.usage}`)
      return 2
    }
    return withDatabase(surroundings, async (database, settings) => {
      const id = await findPerson(database.db, person)
      // Nobody listens in this process; the log tells those who do.
      const bus = createBus(createLogger({ level: 'silent' }))
      const crew = { ownerId: settings.telegram.owner_id, operatorIds: settings.owner.operator_ids }
      const deps = { database, bus, clock: systemClock, newId, ...crew }
      const forgotten = id === null ? null : await forgetContact(deps, id, 'cli')
      if (forgotten === null) {
        surroundings.complain('Nobody is known by this number.')
        return 1
      }
      const { conversations, messages, leads, meetings } = forgotten
      surroundings.print(
        `Forgotten: ${messages} messages in ${conversations} conversations, ${leads} leads, ${meetings} meetings.`,
      )
      return 0
    })
  },
}
