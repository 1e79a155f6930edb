import type { BotCondition } from '#capabilities/bots'
import {
  allowedUpdates,
  type FloodBudget,
  type InboundUpdate,
  type PollerState,
  type PressAnswerer,
  parseTelegramUpdate,
  type Receive,
  runPoller,
  type TelegramClient,
} from '#capabilities/channels'
import type { App } from '../app.ts'
import { hearByWebhook } from './hear-by-webhook.ts'
import type { OpenBot } from './open-bot.ts'
import type { WebhookAddress } from './webhook-address.ts'
import type { WebhookHost } from './webhook-host.ts'

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
  /** Takes no new updates; what is being stored is stored. */
  stop(): Promise<void>
}

/** Receives the bot's updates by long poll or webhook. */
export async function startHearing(hearing: Hearing): Promise<RunningHearing> {
  const { app, bot, webhook } = hearing
  const hearer = { ...hearing, parse: parseFor(app, bot), receive: receiveFor(hearing) }
  return webhook === null ? startPolling(hearer) : hearByWebhook({ ...hearer, webhook })
}

/** Where updates come from, and what becomes of them. */
export interface Hearer extends Hearing {
  readonly parse: (update: unknown) => InboundUpdate
  readonly receive: Receive
}

function startPolling({ app, onCondition, ...hearer }: Hearer): RunningHearing {
  const stopped = new AbortController()
  const options = {
    ...app,
    ...hearer,
    allowedUpdates,
    onState: (state: PollerState) => onCondition(toCondition(state)),
    pollSeconds: app.settings.telegram.poll_timeout_seconds,
  }
  const ended = runPoller(options, stopped.signal).then(() => {})
  return {
    ended,
    stop() {
      stopped.abort()
      return ended
    },
  }
}

function toCondition(state: PollerState): BotCondition {
  if (state.kind === 'conflict') return { state: 'conflict', code: state.with }
  return { state: state.kind, code: 'code' in state ? state.code : null }
}

/** Stores; then, while the channel acknowledges, lets the pressed buttons stop spinning, and replies that nobody wants to read on. */
function receiveFor({ app, bot, presses }: Hearing): Receive {
  return async updates => {
    await app.ingest({ accountId: bot.accountId, channel: 'telegram' }, updates)
    presses.answer(updates)
    for (const { inbound } of updates) if (inbound.kind === 'stop') app.previews.stop(bot.accountId, inbound)
  }
}

function parseFor(app: HearingApp, bot: OpenBot): (update: unknown) => InboundUpdate {
  const { handle_private_chats, handle_groups, handle_channels } = app.settings.telegram
  const crew = findCrewGroup(app.settings)
  return update =>
    parseTelegramUpdate(
      update,
      { id: bot.id, username: bot.username(), seal: bot.seal },
      {
        handlePrivateChats: handle_private_chats,
        handleGroups: handle_groups,
        handleChannels: handle_channels,
        crew,
        receivedAt: app.clock.now(),
      },
    )
}

/** The group of the business is heard also where no other group is. */
function findCrewGroup({ owner, telegram }: HearingApp['settings']) {
  if (owner.forum_chat_id === null) return null
  const ownerIds = telegram.owner_id === null ? [] : [telegram.owner_id]
  return { chatId: String(owner.forum_chat_id), userIds: [...ownerIds, ...owner.operator_ids] }
}
