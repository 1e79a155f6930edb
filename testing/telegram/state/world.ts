import type { BotCommand, BusinessBotRights, Chat, User, UserFromGetMe } from 'grammy/types'
import type { Clock } from '#shared/utils'
import type { LongPoll } from '../delivery/long-poll.ts'
import type { UpdateQueue } from '../delivery/update-queue.ts'
import type { WebhookSender } from '../delivery/webhook.ts'
import type { FaultList } from '../limits/faults.ts'
import type { FloodMeter } from '../limits/flood-meter.ts'
import type { Settings } from '../options.ts'
import type { CallLog } from './call-log.ts'
import type { ChatLog, MessageIds } from './chat-log.ts'
import type { EmulatedBot } from './emulated-bot.ts'
import type { FileStore, StoredFile } from './file-store.ts'
import type { CallbackAnswer, Signals } from './signals.ts'

/** All state of the emulator. */
export interface World {
  readonly clock: Clock
  readonly settings: Settings
  readonly signals: Signals
  readonly faults: FaultList
  readonly people: Map<number, Person>
  readonly groups: Map<number, Group>
  /** By token. */
  readonly bots: Map<string, BotAccount>
  nextCallbackId: number
  nextConnectionId: number
  /** Executes the method call that a bot put into its answer to a webhook request. Its result is lost, as in Telegram. */
  readonly executeReply: (bot: BotAccount, reply: WebhookReply) => void
}

export interface WebhookReply {
  readonly body: string
  readonly contentType: string
}

export interface BotAccount extends EmulatedBot {
  readonly me: UserFromGetMe
  /** The `from` of its messages. */
  readonly user: User
  readonly queue: UpdateQueue
  readonly poll: LongPoll
  webhook: Webhook | null
  /** The server refuses a second setWebhook within a second. */
  nextSetWebhookAtMs: number
  /** Chats with people, by the person's id. */
  readonly privateChats: Map<number, ChatLog>
  readonly messageIds: MessageIds
  readonly blockedBy: Set<number>
  readonly files: FileStore
  /** Its profile picture; null: it has none. */
  readonly picture: StoredFile | null
  readonly callbacks: Map<string, Callback>
  readonly connections: Map<string, Connection>
  /** By scope and language, as JSON. */
  readonly commands: Map<string, readonly BotCommand[]>
  readonly calls: CallLog
  readonly flood: FloodMeter
}

export interface Person {
  readonly user: User
  readonly chat: Chat.PrivateChat
  isDeactivated: boolean
  /** Ids of the messages in this person's business chats. */
  readonly businessMessageIds: MessageIds
}

export interface Group {
  readonly log: ChatLog
  readonly username: string | null
  /** By the bot's id. */
  readonly bots: Map<number, { readonly account: BotAccount; status: 'member' | 'left' | 'kicked' }>
  /** It has topics. */
  readonly isForum: boolean
  /** The bots that may open topics, by id. */
  readonly topicAdmins: Set<number>
  /** The supergroup that took its place; null while it lives. */
  upgradedTo: number | null
}

export interface Connection {
  readonly id: string
  readonly owner: Person
  readonly connectedAtMs: number
  rights: BusinessBotRights
  isEnabled: boolean
  /** By the customer's id. */
  readonly chats: Map<number, ChatLog>
}

export interface Callback {
  readonly id: string
  readonly expiresAtMs: number
  answer: CallbackAnswer | null
}

export interface Webhook {
  readonly url: string
  readonly maxConnections: number
  readonly sender: WebhookSender
  lastError: { readonly atMs: number; readonly message: string } | null
}

/** The account behind what a test holds. Throws TypeError for a bot of another emulator. */
export function getAccount(world: World, bot: EmulatedBot): BotAccount {
  const account = world.bots.get(bot.token)
  if (account === undefined) throw new TypeError(`no bot ${bot.id} in this emulator`)
  return account
}

/** Telegram counts in seconds. */
export function unixTime(world: World): number {
  return Math.floor(world.clock.now() / 1000)
}
