import type { BotCondition } from '#capabilities/bots'
import {
  allowedUpdates,
  type InboundUpdate,
  type PollerState,
  parseTelegramUpdate,
  type Receive,
  runPoller,
} from '#capabilities/channels'
import type { Hearer, Hearing, HearingApp, RunningHearing } from './hearing.ts'
import type { OpenBot } from './open-bot.ts'
import { hearByWebhook } from './webhook/hear-by-webhook.ts'

/** Receives the bot's updates by long poll or webhook. */
export async function startHearing(hearing: Hearing): Promise<RunningHearing> {
  const { app, bot, webhook } = hearing
  const hearer = { ...hearing, parse: parseFor(app, bot), receive: receiveFor(hearing) }
  return webhook === null ? startPolling(hearer) : hearByWebhook({ ...hearer, webhook })
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
