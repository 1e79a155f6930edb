import type { ChatRules, SecretaryConfig } from '#capabilities/secretary'

/** How the bot behaves in chats of accounts that it is connected to. */
export interface BusinessRules extends ChatRules {
  /** For whom it works. Empty: for the first person who connects it. */
  readonly servedUsers: ReadonlySet<number>
  /** How long it is silent after the owner wrote; null: until it is given the chat back. */
  readonly silenceMs: number | null
  /** How long before Telegram's window closes a last word is due; null: none is said. */
  readonly lastWordMs: number | null
  readonly marksRead: boolean
  /** The business's zone: clients are not written to at night. */
  readonly timeZone: string
}

const minuteMs = 60_000

/** The rules that the settings make. */
export function toBusinessRules(
  config: SecretaryConfig,
  business: { readonly ownerId: number | null; readonly timeZone: string },
): BusinessRules {
  const { ownerId, timeZone } = business
  return {
    onlyChats: new Set(config.only_chats.map(String)),
    excludedChats: new Set(config.exclude_chats.map(String)),
    servedUsers: new Set(ownerId === null ? config.account_ids : [ownerId, ...config.account_ids]),
    silenceMs: config.silence_minutes === null ? null : config.silence_minutes * minuteMs,
    lastWordMs: config.last_word_minutes === 0 ? null : config.last_word_minutes * minuteMs,
    marksRead: config.mark_read,
    timeZone,
  }
}
