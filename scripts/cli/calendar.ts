import { connectGoogle, issueFeedToken } from '#capabilities/calendar'
import { formatFaults, readEnvironment } from '#shared/config'
import { connectDatabase, migrate } from '#shared/database'
import { newToken, systemClock } from '#shared/utils'
import { toTarget } from '../../services/parts/links/open-database.ts'
import { readSettings, type Settings } from '../../services/settings.ts'
import type { Command, Surroundings } from './command.ts'

/** The owner's calendar: the address of its feed, and the connection to Google. */
export const calendarCommand: Command = {
  name: 'calendar',
  usage: 'feed | connect-google',
  summary: 'Print a new address of the feed of all meetings (the old one stops), or let Google know us.',
  async run(args, surroundings) {
    const verb = verbs[args[0] ?? '']
    if (verb === undefined || args.length > 1) {
      surroundings.complain(`Write: npm run cli -- calendar ${calendarCommand.usage}`)
      return 2
    }
    const outcome = readSettings({ directory: process.cwd(), env: readEnvironment() })
    if (outcome.kind === 'loaded') return verb(outcome.values, surroundings)
    surroundings.complain(formatFaults(outcome.faults))
    return 2
  },
}

type Verb = (settings: Settings, surroundings: Surroundings) => Promise<number>

const verbs: Readonly<Record<string, Verb>> = {
  async feed(settings, { print }) {
    const database = connectDatabase(toTarget(settings.database), { echo: null })
    await migrate(database)
    const token = await issueFeedToken(
      database.db,
      { purpose: 'owner-calendar', newSecret: newToken },
      systemClock.now(),
    )
    await database.close()
    const { host, port } = settings.api_gateway
    print(`Subscribe to this address in your calendar program; whoever knows it sees your meetings:`)
    print(`http://${host}:${port}/calendar/${token}.ics`)
    return 0
  },
  async 'connect-google'(settings, { print, complain }) {
    const { credentials_path: credentialsPath, token_path: tokenPath, timeout_seconds } = settings.google_calendar
    const outcome = await connectGoogle({
      credentialsPath,
      tokenPath,
      clock: systemClock,
      timeoutMs: timeout_seconds * 1000,
      signal: new AbortController().signal,
      show: ({ url, code }) => print(`Open ${url} on any device and type ${code}`),
    })
    if (outcome.kind === 'connected') return 0
    complain(`Google refused: ${outcome.code}`)
    return 1
  },
}
