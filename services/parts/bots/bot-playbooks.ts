import { readBotPlaybooks } from '#capabilities/bots'
import { createPlaybookSource, type PlaybookSource } from '#capabilities/sales'
import type { PlaybookOf } from '#flow'
import type { AccountId, Database } from '#shared/database'
import { type Clock, errorCode, type Logger, repeat } from '#shared/utils'

/** The words of each bot. */
export interface BotPlaybooks {
  readonly of: PlaybookOf
  /** The names of those that a bot speaks by now, that of the settings first. */
  readonly listUsed: () => readonly string[]
  /** Looks no more at who has which. */
  close(): Promise<void>
}

export interface BotPlaybooksDeps {
  readonly database: Database
  readonly clock: Clock
  readonly logger: Logger
  /** The folder of all playbooks. */
  readonly folder: string
  /** The name of the one of the settings. */
  readonly name: string
  /** Told of each edit that cannot be used. */
  readonly onFault: (text: string) => void
}

const lookEveryMs = 2_000
const tryAgainMs = 30_000

/**
 * Opens the playbook of the settings, and each other when a bot first needs it. Who has which is known to this process two seconds
 * later at most. A bot whose playbook cannot be read does not run; what is still to be said for it is said in the words of the
 * settings. Throws `playbook.invalid` when the one of the settings cannot be used.
 */
export async function openBotPlaybooks(deps: BotPlaybooksDeps): Promise<BotPlaybooks> {
  const { clock, database, folder, logger, name, onFault } = deps
  const own = createPlaybookSource({ ...deps, onFault })
  const sources = new Map<string, PlaybookSource>([[name, own]])
  const failedAt = new Map<string, number>()
  let names: ReadonlyMap<AccountId, string> = await readBotPlaybooks(database.db)
  const stop = repeat(clock, logger, { name: 'watch-playbooks', everyMs: lookEveryMs, run: look })

  return {
    of: accountId => sourceOf(accountId === null ? name : (names.get(accountId) ?? name)).current(),
    listUsed: () => [...new Set([name, ...names.values()])],
    close: stop,
  }

  async function look(): Promise<'done'> {
    names = await readBotPlaybooks(database.db)
    return 'done'
  }

  function sourceOf(wanted: string): PlaybookSource {
    return sources.get(wanted) ?? openSource(wanted) ?? own
  }

  function openSource(wanted: string): PlaybookSource | null {
    if (clock.now() - (failedAt.get(wanted) ?? Number.NEGATIVE_INFINITY) < tryAgainMs) return null
    try {
      const source = createPlaybookSource({ folder, name: wanted, clock, logger, onFault })
      sources.set(wanted, source)
      return source
    } catch (error) {
      failedAt.set(wanted, clock.now())
      logger.error('playbook.not_opened', { name: wanted, instead: name, code: errorCode(error) })
      return null
    }
  }
}
