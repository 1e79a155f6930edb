import type { BusinessBotRights, Contact, Location, User } from 'grammy/types'
import { lanes, pushUpdate } from '../delivery/push-update.ts'
import { findDraft } from '../state/chat-log.ts'
import type { EmulatedBot } from '../state/emulated-bot.ts'
import { getAccount, type Person, unixTime, type World } from '../state/world.ts'
import { type BusinessConnectionHandle, connectBusiness } from './business.ts'
import { type BotMessage, type Click, click } from './click.ts'
import { type MediaOptions, sendMedia } from './media.ts'
import { openPrivateChat } from './places.ts'
import { edit, getLogOf, post, type Said, type SayOptions, say } from './say.ts'

/** A person with Telegram in their hand. */
export interface SimulatedUser {
  readonly id: number
  readonly user: User
  /** Writes a text; the first one to a bot is what pressing Start does. */
  say(bot: EmulatedBot, text: string, options?: SayOptions): Said
  edit(said: Said, text: string): Said
  /** Deletes a message for both sides. A bot is told of it in business chats only. */
  remove(said: Said): void
  sendVoice(bot: EmulatedBot, options?: MediaOptions): Said
  sendAudio(bot: EmulatedBot, options?: MediaOptions): Said
  sendPhoto(bot: EmulatedBot, options?: MediaOptions): Said
  sendDocument(bot: EmulatedBot, options?: MediaOptions): Said
  sendSticker(bot: EmulatedBot, options?: MediaOptions): Said
  sendContact(bot: EmulatedBot, contact: Contact, options?: SayOptions): Said
  sendLocation(bot: EmulatedBot, location: Location, options?: SayOptions): Said
  click(message: BotMessage, data: string): Click
  /** Presses "stop" on a message being written. Throws TypeError when no such draft stands there with that button. */
  stopGeneration(bot: EmulatedBot, draftId: number): void
  block(bot: EmulatedBot): void
  unblock(bot: EmulatedBot): void
  /** Deletes the account. */
  deactivate(): void
  /** Connects a bot to this person's business account. Default rights: reply and read. */
  connectBusiness(bot: EmulatedBot, rights?: BusinessBotRights): BusinessConnectionHandle
}

export function createUser(world: World, person: Person): SimulatedUser {
  return {
    id: person.user.id,
    user: person.user,
    say: (bot, text, options) => say(world, person, bot, text, options),
    edit: (said, text) => edit(world, said, text),
    remove: said => remove(world, said),
    sendVoice: (bot, options) => sendMedia(world, person, bot, { ...options, kind: 'voice' }),
    sendAudio: (bot, options) => sendMedia(world, person, bot, { ...options, kind: 'audio' }),
    sendPhoto: (bot, options) => sendMedia(world, person, bot, { ...options, kind: 'photo' }),
    sendDocument: (bot, options) => sendMedia(world, person, bot, { ...options, kind: 'document' }),
    sendSticker: (bot, options) => sendMedia(world, person, bot, { emoji: '👍', ...options, kind: 'sticker' }),
    sendContact: (bot, contact, options) => post(world, person, bot, { contact }, options),
    sendLocation: (bot, location, options) => post(world, person, bot, { location }, options),
    click: (message, data) => click(world, person, message, data),
    stopGeneration: (bot, draftId) => stopGeneration(world, person, bot, draftId),
    block: bot => setBlocked(world, person, bot, true),
    unblock: bot => setBlocked(world, person, bot, false),
    deactivate() {
      person.isDeactivated = true
    },
    connectBusiness: (bot, rights) => connectBusiness(world, person, bot, rights),
  }
}

function remove(world: World, { bot, message }: Said): void {
  const account = getAccount(world, bot)
  const log = getLogOf(world, account, message)
  const entry = log.messages.get(message.message_id)
  if (entry !== undefined) entry.isDeleted = true
  world.signals.emit({ kind: 'deleted', log, messageId: message.message_id })
  if (log.connectionId === null) return
  const payload = { business_connection_id: log.connectionId, chat: log.chat, message_ids: [message.message_id] }
  pushUpdate(account, { kind: 'deleted_business_messages', payload, lane: lanes.business(log.chat.id) })
}

function stopGeneration(world: World, person: Person, bot: EmulatedBot, draftId: number): void {
  const account = getAccount(world, bot)
  const log = openPrivateChat(account, person)
  const draft = findDraft(log, world.clock.now())
  if (draft?.draftId !== draftId || !draft.canStop) throw new TypeError(`draft ${draftId} shows no button to stop it`)
  if (!draft.keepOnStop) log.draft = null
  const payload = { chat: person.chat, message_thread_id: draft.threadId, draft_id: draftId }
  pushUpdate(account, {
    kind: 'stopped_message_generation',
    payload,
    lane: lanes.chat(person.user.id),
  })
}

/** The bot is told by `my_chat_member`, and from then on refused with 403. */
function setBlocked(world: World, person: Person, bot: EmulatedBot, isBlocked: boolean): void {
  const account = getAccount(world, bot)
  if (account.blockedBy.has(person.user.id) === isBlocked) return
  openPrivateChat(account, person)
  if (isBlocked) account.blockedBy.add(person.user.id)
  else account.blockedBy.delete(person.user.id)
  const member = { user: account.user, status: 'member' }
  const kicked = { user: account.user, status: 'kicked', until_date: 0 }
  const payload = {
    chat: person.chat,
    from: person.user,
    date: unixTime(world),
    old_chat_member: isBlocked ? member : kicked,
    new_chat_member: isBlocked ? kicked : member,
  }
  pushUpdate(account, { kind: 'my_chat_member', payload, lane: lanes.membership(person.user.id) })
}
