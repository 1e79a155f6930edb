import { type ChatLog, createChatLog } from '../state/chat-log.ts'
import type { BotAccount, Connection, Person, World } from '../state/world.ts'

/** A customer's chat with a business account. */
export interface BusinessChat {
  readonly connectionId: string
  readonly customerId: number
}

/** Where something is said: a group by its id, or a chat of a business account. Left out: the person's own chat with the bot. */
export type Place = { readonly id: number } | BusinessChat

/** The chat as the bot would see it, opened on the first word. Throws TypeError for places that are not there. */
export function openChat(world: World, bot: BotAccount, person: Person, place: Place | undefined): ChatLog {
  if (place === undefined) return openPrivateChat(bot, person)
  if ('connectionId' in place) return openBusinessChat(world, getConnection(bot, place.connectionId), place.customerId)
  const group = world.groups.get(place.id)
  if (group === undefined) throw new TypeError(`no group ${place.id} in this emulator`)
  return group.log
}

/** The chat a test asks about; null when nothing has been said there. */
export function findChat(world: World, bot: BotAccount, place: number | Place): ChatLog | null {
  if (typeof place === 'object' && 'connectionId' in place) {
    return bot.connections.get(place.connectionId)?.chats.get(place.customerId) ?? null
  }
  const id = typeof place === 'number' ? place : place.id
  return bot.privateChats.get(id) ?? world.groups.get(id)?.log ?? null
}

export function getConnection(bot: BotAccount, connectionId: string): Connection {
  const connection = bot.connections.get(connectionId)
  if (connection === undefined) throw new TypeError(`no business connection ${connectionId} for bot ${bot.id}`)
  return connection
}

export function openPrivateChat(bot: BotAccount, person: Person): ChatLog {
  const known = bot.privateChats.get(person.user.id)
  if (known !== undefined) return known
  const log = createChatLog(person.chat, bot.messageIds)
  bot.privateChats.set(person.user.id, log)
  return log
}

function openBusinessChat(world: World, connection: Connection, customerId: number): ChatLog {
  const known = connection.chats.get(customerId)
  if (known !== undefined) return known
  const customer = world.people.get(customerId)
  if (customer === undefined) throw new TypeError(`no user ${customerId} in this emulator`)
  const log = createChatLog(customer.chat, connection.owner.businessMessageIds, connection.id)
  connection.chats.set(customerId, log)
  return log
}
