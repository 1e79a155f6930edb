import type { BotCondition } from '#capabilities/bots'
import type { FloodBudget, InboundUpdate, PressAnswerer, Receive, TelegramClient } from '#capabilities/channels'
import type { App } from '../app.ts'
import type { OpenBot } from './open-bot.ts'
import type { WebhookAddress } from './webhook/webhook-address.ts'
import type { WebhookHost } from './webhook/webhook-host.ts'

/** What hearing needs of the platform. */
export type HearingApp = Pick<App, 'chance' | 'clock' | 'ingest' | 'logger' | 'previews'> & {
  readonly settings: Pick<App['settings'], 'owner' | 'telegram'>
}

export interface Hearing {
  readonly app: HearingApp
  readonly client: TelegramClient
  readonly bot: OpenBot
  readonly budget: FloodBudget
  readonly presses: PressAnswerer
  readonly host: WebhookHost
  /** Where Telegram is to call; null: it is asked by long poll. */
  readonly webhook: WebhookAddress | null
  /** Told of each change. Must not throw. */
  readonly onCondition: (condition: BotCondition) => void
}

export interface RunningHearing {
  /** Resolves when nothing more will be heard: after `stop`, or because Telegram refuses the token. Never rejects. */
  readonly ended: Promise<void>
  /** Takes no new updates; what is being stored is stored. Who leaves for good has Telegram call no more. */
  stop(leave: Leave): Promise<void>
}

/** Whether the bot goes on as soon as it can (a restart), or not until somebody wants it again (a pause, a removal). */
export type Leave = 'for-a-while' | 'for-good'

/** Where updates come from, and what becomes of them. */
export interface Hearer extends Hearing {
  readonly parse: (update: unknown) => InboundUpdate
  readonly receive: Receive
}
