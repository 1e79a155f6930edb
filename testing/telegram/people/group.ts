import { lanes, pushUpdate } from '../delivery/push-update.ts'
import { createChatLog } from '../state/chat-log.ts'
import type { EmulatedBot } from '../state/emulated-bot.ts'
import { type BotAccount, type Group, getAccount, unixTime, type World } from '../state/world.ts'
import type { SimulatedUser } from './user.ts'

export interface NewGroup {
  /** Default: the next free one; negative, as group ids are. */
  readonly id?: number
  readonly title: string
  readonly username?: string
  /** Default supergroup. */
  readonly type?: 'group' | 'supergroup'
  /** The bots in it from the start; they are not told. */
  readonly bots?: readonly EmulatedBot[]
  /** It has topics, and its bots may open them. Default: false. */
  readonly isForum?: boolean
}

export interface SimulatedGroup {
  readonly id: number
  readonly title: string
  /** Adds a bot, which is told by `my_chat_member`. */
  addBot(bot: EmulatedBot, by: SimulatedUser): void
  /** Throws a bot out: it is told, and from then on refused with 403. */
  kickBot(bot: EmulatedBot, by: SimulatedUser): void
  /** Deletes a topic with all that was said there. */
  deleteTopic(threadId: number): void
  /** Turns a group into a supergroup. Calls to the old id are refused with `migrate_to_chat_id`. */
  upgrade(): SimulatedGroup
}

const supergroupPrefix = -1_000_000_000_000

export function createGroup(world: World, group: NewGroup): SimulatedGroup {
  const type = group.type ?? 'supergroup'
  const number = 1_000 + world.groups.size
  const id = group.id ?? (type === 'supergroup' ? supergroupPrefix - number : -number)
  const chat = { id, type, title: group.title, username: group.username }
  const record: Group = {
    log: createChatLog(
      type === 'supergroup'
        ? { ...chat, type, ...(group.isForum === true && { is_forum: true }) }
        : { id, type, title: group.title },
      { next: 1 },
    ),
    username: group.username ?? null,
    bots: new Map(),
    isForum: group.isForum === true,
    topicAdmins: new Set(group.isForum === true ? (group.bots ?? []).map(bot => bot.id) : []),
    upgradedTo: null,
  }
  for (const bot of group.bots ?? []) record.bots.set(bot.id, { account: getAccount(world, bot), status: 'member' })
  world.groups.set(id, record)
  return {
    id,
    title: group.title,
    addBot: (bot, by) => changeMembership(world, record, { account: getAccount(world, bot), by, status: 'member' }),
    kickBot: (bot, by) => changeMembership(world, record, { account: getAccount(world, bot), by, status: 'kicked' }),
    deleteTopic(threadId) {
      record.log.threads.delete(threadId)
      for (const entry of record.log.messages.values())
        if (entry.message.message_thread_id === threadId) entry.isDeleted = true
    },
    upgrade() {
      const bots = [...record.bots.values()].map(member => member.account)
      const upgraded = createGroup(world, { title: group.title, bots })
      record.upgradedTo = upgraded.id
      return upgraded
    },
  }
}

interface MembershipChange {
  readonly account: BotAccount
  readonly by: SimulatedUser
  readonly status: 'member' | 'kicked'
}

function changeMembership(world: World, group: Group, { account, by, status }: MembershipChange): void {
  const before = group.bots.get(account.id)?.status ?? 'left'
  group.bots.set(account.id, { account, status })
  const payload = {
    chat: group.log.chat,
    from: by.user,
    date: unixTime(world),
    old_chat_member: { user: account.user, status: before },
    new_chat_member: { user: account.user, status, ...(status === 'kicked' && { until_date: 0 }) },
  }
  pushUpdate(account, { kind: 'my_chat_member', payload, lane: lanes.membership(group.log.chat.id) })
}
