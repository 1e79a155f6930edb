import { findBot, listWantedBots, openToken } from '#capabilities/bots'
import {
  botIdOfToken,
  createFetchFile,
  createTelegramClient,
  type FetchedFile,
  type FetchLimits,
} from '#capabilities/channels'
import type { AccountId } from '#shared/database'
import type { Secret } from '#shared/utils'
import type { App } from '../../app.ts'

/** Fetches a file that a client sent, from the channel that keeps it and as the bot that received it. Nothing of it is stored. */
export type FetchClientFile = (accountId: AccountId, fileId: string, limits: FetchLimits) => Promise<FetchedFile>

// Somebody looks at the screen and waits.
const patienceMs = 10_000

export function createFetchClientFile(app: Pick<App, 'settings' | 'database' | 'vault' | 'clock'>): FetchClientFile {
  const { api_root: apiRoot } = app.settings.telegram
  return async (accountId, fileId, limits) => {
    const token = await findToken(app, accountId)
    if (token === null) return { kind: 'gone', code: 'no_bot' }
    const patience = { answerTimeoutMs: patienceMs, connectTimeoutMs: patienceMs }
    const client = createTelegramClient({ token, apiRoot, clock: app.clock, ...patience })
    return createFetchFile({ client, clock: app.clock })(fileId, limits)
  }
}

/** Null: the account is no bot of ours (the web chat), its bot is off or gone, or its token cannot be opened. */
async function findToken(
  { settings, database, vault }: Pick<App, 'settings' | 'database' | 'vault'>,
  accountId: AccountId,
): Promise<Secret | null> {
  const own = settings.telegram.bot_token
  const bot = await findBot(database.db, accountId, own === null ? null : botIdOfToken(own))
  if (bot?.isFromSettings === true) return own
  const wanted = (await listWantedBots(database.db)).find(each => each.accountId === accountId)
  if (wanted === undefined) return null
  const opening = openToken(vault, wanted)
  return opening.kind === 'opened' ? opening.secret : null
}
