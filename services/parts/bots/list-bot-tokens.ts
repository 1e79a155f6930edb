import { listWantedBots, openToken } from '#capabilities/bots'
import type { Secret } from '#shared/utils'
import type { App } from '../../app.ts'

/** The tokens of all bots that are on, that of the settings first. One that cannot be opened is left out. */
export async function listBotTokens({ settings, database, vault }: App): Promise<readonly Secret[]> {
  const { bot_token: own } = settings.telegram
  const opened = (await listWantedBots(database.db)).map(bot => openToken(vault, bot))
  const added = opened.flatMap(opening => (opening.kind === 'opened' ? [opening.secret] : []))
  return own === null ? added : [own, ...added]
}
