import type { Vault } from '#capabilities/bots'
import type { BotIdentity } from '#capabilities/channels'
import type { Database } from '#shared/database'
import type { Clock, Secret } from '#shared/utils'

/** What a change of the bots takes. */
export interface BotDesk {
  readonly database: Database
  readonly clock: Clock
  readonly vault: Vault
  /** Asks Telegram who a token belongs to, once. */
  readonly identify: (token: Secret) => Promise<BotIdentity>
  /** The small picture of a bot, a JPEG; null: there is none, or it could not be had. */
  readonly fetchPicture: (token: Secret, botId: number) => Promise<Uint8Array | null>
  /** Telegram's number of the bot of TELEGRAM_BOT_TOKEN; null: there is none. */
  readonly settingsBotId: number | null
}

/** Why a token was not taken. Nothing was stored. */
export type TokenRefusal =
  /** Not shaped like a token of @BotFather. Telegram was not asked. */
  | { readonly kind: 'malformed' }
  /** Telegram does not know it: it is wrong, or was revoked. */
  | { readonly kind: 'unauthorized' }
  /** Telegram could not be asked; `code` says why. */
  | { readonly kind: 'unreachable'; readonly code: string }
