import { createTelegramClient, type TelegramClient } from '#capabilities/channels'
import type { Patient } from '../define-check.ts'

const timeoutMs = 8_000

/** A client that is less patient than the bot's own; null without a token. */
export function connectToTelegram({ settings, clock }: Patient): TelegramClient | null {
  const { bot_token: token, api_root: apiRoot } = settings.telegram
  if (token === null) return null
  return createTelegramClient({ token, apiRoot, clock, answerTimeoutMs: timeoutMs, connectTimeoutMs: timeoutMs })
}
