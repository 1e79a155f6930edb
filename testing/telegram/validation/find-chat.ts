import type { ChatLog } from '../state/chat-log.ts'
import type { Connection, Group } from '../state/world.ts'
import type { ApiCall } from '../wire/api-call.ts'
import { readInteger, readText } from '../wire/params.ts'
import { badRequest, forbidden } from '../wire/refusal.ts'

const replyWindowMs = 24 * 3_600_000

/** The chat a call writes to: of the business account where it names a connection, otherwise the bot's own. */
export function findWritableChat(call: ApiCall): ChatLog {
  return readText(call.params, 'business_connection_id') === '' ? findOwnChat(call) : findBusinessChat(call).log
}

/** The bot's own chat, writable. Refuses unknown chats, people who never wrote or have blocked the bot, and groups it left. */
export function findOwnChat(call: ApiCall): ChatLog {
  const log = findReadableChat(call)
  const chatId = log.chat.id
  if (log.chat.type !== 'private') return log
  if (call.world.people.get(chatId)?.isDeactivated) throw forbidden('user is deactivated')
  if (call.bot.blockedBy.has(chatId)) throw forbidden('bot was blocked by the user')
  return log
}

/** The bot's own chat, to look at: a person who has blocked the bot can still be looked at. */
export function findReadableChat(call: ApiCall): ChatLog {
  const chatId = readText(call.params, 'chat_id')
  if (chatId === '') throw badRequest('chat_id is empty')
  const id = chatId.startsWith('@') ? findByUsername(call, chatId.slice(1)) : readInteger(call.params, 'chat_id')
  const log = call.bot.privateChats.get(id)
  if (log !== undefined) return log
  const group = call.world.groups.get(id)
  if (group !== undefined) return checkMembership(call, group)
  if (call.world.people.has(id)) throw forbidden("bot can't initiate conversation with a user")
  throw badRequest('chat not found')
}

function findByUsername(call: ApiCall, username: string): number {
  for (const [id, group] of call.world.groups) if (group.username === username) return id
  throw badRequest('chat not found')
}

function checkMembership(call: ApiCall, group: Group): ChatLog {
  const name = group.log.chat.type === 'supergroup' ? 'supergroup' : 'group'
  if (group.upgradedTo !== null) {
    throw badRequest('group chat was upgraded to a supergroup chat', { migrate_to_chat_id: group.upgradedTo })
  }
  const status = group.bots.get(call.bot.id)?.status
  if (status === 'kicked') throw forbidden(`bot was kicked from the ${name} chat`)
  if (status !== 'member') throw forbidden(`bot is not a member of the ${name} chat`)
  return group.log
}

/**
 * A chat of a connected business account. Refuses unknown and disabled connections, a missing right, and customers who have
 * been silent for 24 hours. (The words for the last three are from issue threads, not from the server's source.)
 */
export function findBusinessChat(
  call: ApiCall,
  right: 'can_reply' | 'can_read_messages' = 'can_reply',
): { readonly connection: Connection; readonly log: ChatLog } {
  const connection = findConnection(call)
  const chatId = readText(call.params, 'chat_id')
  if (chatId === '') throw badRequest('chat identifier is empty')
  if (!/^-?\d+$/.test(chatId)) throw badRequest('chat identifier must be a valid Integer')
  if (!connection.isEnabled) throw badRequest('BUSINESS_CONNECTION_INVALID')
  if (connection.rights[right] !== true) throw badRequest('BOT_ACCESS_FORBIDDEN')
  const log = connection.chats.get(Number(chatId))
  if (log === undefined || call.world.clock.now() - log.lastIncomingMs > replyWindowMs) {
    throw badRequest('BUSINESS_PEER_INVALID')
  }
  return { connection, log }
}

export function findConnection(call: ApiCall): Connection {
  const connection = call.bot.connections.get(readText(call.params, 'business_connection_id'))
  if (connection === undefined) throw badRequest('business connection not found')
  return connection
}
