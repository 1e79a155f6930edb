import type { ButtonSeal } from '../buttons/button-seal.ts'

/** The bot that received the update. */
export interface BotAccount {
  readonly id: number
  /** Without the @. */
  readonly username: string
  /** Tells the bot's own buttons from others. */
  readonly seal: Pick<ButtonSeal, 'open'>
}

export interface InboundSettings {
  readonly handlePrivateChats: boolean
  /** Only what is addressed to the bot is heard there. */
  readonly handleGroups: boolean
  readonly handleChannels: boolean
  /** The group of the business itself and its people: there they are heard in any case, and nobody else is. Default: there is none. */
  readonly crew?: { readonly chatId: string; readonly userIds: readonly number[] } | null
  /** When the update came in, in milliseconds: Telegram does not say when a button was pressed. */
  readonly receivedAt: number
}

export interface InboundContext {
  readonly me: BotAccount
  readonly settings: InboundSettings
}
