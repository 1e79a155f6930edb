import type { Unsealing, Vault } from '../vault/create-vault.ts'
import type { WantedBot } from './read-bots.ts'
import { placeOf } from './save-bot.ts'

/** The token of a bot, for the process that runs it. */
export function openToken(vault: Vault, { botId, sealed }: Pick<WantedBot, 'botId' | 'sealed'>): Unsealing {
  return vault.open(sealed, placeOf(botId))
}
