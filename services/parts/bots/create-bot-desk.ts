import type { Vault } from '#capabilities/bots'
import { botIdOfToken, createTelegramClient, fetchBotPicture, identifyBot } from '#capabilities/channels'
import type { BotDesk } from '#flow'
import type { Database } from '#shared/database'
import type { Clock, Secret } from '#shared/utils'
import type { Settings } from '../../settings.ts'

export interface BotDeskRooms {
  readonly database: Database
  readonly clock: Clock
  readonly vault: Vault
}

// Somebody waits for the answer.
const patienceMs = 10_000

/** What adding, changing and removing bots takes. */
export function createBotDesk({ telegram }: Pick<Settings, 'telegram'>, rooms: BotDeskRooms): BotDesk {
  const { api_root: apiRoot, bot_token: own } = telegram
  const limits = { answerTimeoutMs: patienceMs, connectTimeoutMs: patienceMs }
  const openClient = (token: Secret) => createTelegramClient({ token, apiRoot, clock: rooms.clock, ...limits })
  return {
    ...rooms,
    settingsBotId: own === null ? null : botIdOfToken(own),
    identify: token => identifyBot(openClient(token), new AbortController().signal),
    fetchPicture: (token, botId) =>
      fetchBotPicture({ client: openClient(token), clock: rooms.clock }, botId, AbortSignal.timeout(patienceMs)),
  }
}
