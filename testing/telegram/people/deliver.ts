import { lanes, pushUpdate } from '../delivery/push-update.ts'
import type { ApiMessage } from '../state/api-types.ts'
import type { ChatLog } from '../state/chat-log.ts'
import type { BotAccount, World } from '../state/world.ts'

export interface Delivery {
  readonly log: ChatLog
  readonly message: ApiMessage
  readonly isEdit: boolean
}

/**
 * Brings a person's message to the bots that hear it: the one it was said to, or every bot of the group. Returns the number of
 * `bot`'s update, null when that bot does not hear it.
 */
export function deliver(world: World, bot: BotAccount, delivery: Delivery): number | null {
  const { log, message } = delivery
  if (log.connectionId !== null) return deliverBusiness(bot, delivery)
  if (log.chat.type === 'private') return push(bot, delivery)
  let updateId: number | null = null
  for (const { account, status } of world.groups.get(log.chat.id)?.bots.values() ?? []) {
    if (status !== 'member' || !hears(account, message)) continue
    const pushed = push(account, delivery)
    if (account === bot) updateId = pushed
  }
  return updateId
}

function push(bot: BotAccount, { message, isEdit }: Delivery): number | null {
  const kind = isEdit ? 'edited_message' : 'message'
  return pushUpdate(bot, { kind, payload: message, lane: lanes.chat(message.chat.id) })
}

function deliverBusiness(bot: BotAccount, { log, message, isEdit }: Delivery): number | null {
  if (bot.connections.get(log.connectionId ?? '')?.isEnabled !== true) return null
  const kind = isEdit ? 'edited_business_message' : 'business_message'
  return pushUpdate(bot, { kind, payload: message, lane: lanes.business(message.chat.id) })
}

/** Privacy mode: without the right to read all, a bot hears commands, mentions of itself, answers to itself and service messages. */
function hears(bot: BotAccount, message: ApiMessage): boolean {
  if (bot.me.can_read_all_group_messages) return true
  if (message.new_chat_members !== undefined || message.left_chat_member !== undefined) return true
  if (message.reply_to_message?.from.id === bot.id) return true
  const text = message.text ?? message.caption ?? ''
  return (message.entities ?? message.caption_entities ?? []).some(({ type, offset, length }) => {
    const marked = text.slice(offset, offset + length).toLowerCase()
    if (type === 'mention') return marked === `@${bot.username.toLowerCase()}`
    return type === 'bot_command' && (!marked.includes('@') || marked.endsWith(`@${bot.username.toLowerCase()}`))
  })
}
