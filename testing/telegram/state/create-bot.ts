import { createLongPoll } from '../delivery/long-poll.ts'
import { UpdateQueue } from '../delivery/update-queue.ts'
import { createFloodMeter } from '../limits/flood-meter.ts'
import { createCallLog } from './call-log.ts'
import { createFileStore } from './file-store.ts'
import type { BotAccount, World } from './world.ts'

export interface NewBot {
  /** As BotFather gives it; the number before the colon is the bot's id. */
  readonly token: string
  readonly username: string
  readonly name?: string
  /** Privacy mode off: the bot hears everything in its groups. Default false, as with BotFather. */
  readonly readsAllGroupMessages?: boolean
  /** Its profile picture, a JPEG. Default: none. */
  readonly picture?: Buffer
}

export function createBot(world: World, bot: NewBot): BotAccount {
  const id = Number.parseInt(bot.token, 10)
  if (!/^[1-9]\d*:./.test(bot.token)) throw new TypeError('a bot token looks like 123456:secret')
  const user = { id, is_bot: true as const, first_name: bot.name ?? bot.username, username: bot.username }
  const files = createFileStore(id)
  const account: BotAccount = {
    id,
    token: bot.token,
    username: bot.username,
    user,
    me: { ...user, ...abilities, can_read_all_group_messages: bot.readsAllGroupMessages ?? false },
    queue: new UpdateQueue({
      clock: world.clock,
      kept: world.settings.keptUpdates,
      onAvailable(update) {
        if (account.webhook === null) account.poll.wake()
        else account.webhook.sender.offer(update)
      },
      onConfirmed: updateId => world.signals.emit({ kind: 'delivered', bot: account, updateId }),
    }),
    poll: createLongPoll(world.clock, () => account.queue),
    webhook: null,
    nextSetWebhookAtMs: 0,
    privateChats: new Map(),
    messageIds: { next: 1 },
    blockedBy: new Set(),
    files,
    picture: bot.picture === undefined ? null : files.add({ kind: 'photo', bytes: bot.picture }),
    callbacks: new Map(),
    connections: new Map(),
    commands: new Map(),
    calls: createCallLog(world.settings.callsKept),
    flood: createFloodMeter(world.clock.now, world.settings.rateLimits),
  }
  return account
}

const abilities = {
  can_join_groups: true,
  supports_inline_queries: false,
  can_connect_to_business: true,
  has_main_web_app: false,
  has_topics_enabled: false,
  allows_users_to_create_topics: false,
  can_manage_bots: false,
  supports_join_request_queries: false,
}
