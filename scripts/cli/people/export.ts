import { exportContact } from '#flow'
import { systemClock } from '#shared/utils'
import type { Command } from '../command.ts'
import { findPerson, personUsage, readPerson } from './person.ts'
import { withDatabase } from './with-database.ts'

/** Prints all that is held of a person, as JSON. */
export const exportCommand: Command = {
  name: 'export',
  usage: `${personUsage} > person.json`,
  summary: 'Print all that is held of a person, as JSON.',
  async run(args, surroundings) {
    const person = readPerson(args)
    if (person === null) {
      surroundings.complain(`Write: npm run cli -- export ${exportCommand.usage}`)
      return 2
    }
    return withDatabase(surroundings, async ({ db }) => {
      const id = await findPerson(db, person)
      const pieces = id === null ? null : await exportContact(db, id, systemClock.now())
      if (pieces === null) {
        surroundings.complain('Nobody is known by this number.')
        return 1
      }
      // A page at most is held back until its line is complete: `print` ends each with a line break.
      let line = ''
      for await (const piece of pieces) {
        const lines = `${line}${piece}`.split('\n')
        line = lines.pop() ?? ''
        for (const full of lines) surroundings.print(full)
      }
      return 0
    })
  },
}
