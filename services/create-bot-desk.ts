import type { Vault } from '#capabilities/bots'
import { botIdOfToken, createTelegramClient, identifyBot } from '#capabilities/channels'
import type { BotDesk } from '#flow'
import type { Database } from '#shared/database'
import type { Clock } from '#shared/utils'
import type { Settings } from './settings.ts'

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
  return {
    ...rooms,
    settingsBotId: own === null ? null : botIdOfToken(own),
    identify: token =>
      identifyBot(
        createTelegramClient({ token, apiRoot, clock: rooms.clock, ...limits }),
        new AbortController().signal,
      ),
  }
}
