import { Bot, InputFile } from 'grammy'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createFakeClock, type FakeClock } from '#shared/utils'
import { callApi } from './call-api.ts'
import { type EmulatedBot, type SimulatedUser, startTelegramEmulator, type TelegramEmulator } from './index.ts'

let clock: FakeClock
let emulator: TelegramEmulator
let bot: EmulatedBot
let anna: SimulatedUser
let client: Bot

beforeEach(async () => {
  clock = createFakeClock()
  emulator = await startTelegramEmulator({ clock })
  bot = emulator.addBot({ token: '1001:chats', username: 'chats_bot' })
  anna = emulator.addUser({ firstName: 'Anna' })
  client = new Bot(bot.token, { client: { apiRoot: emulator.url } })
})
afterEach(() => emulator.close())

interface ReceivedUpdate {
  readonly [kind: string]: { readonly text?: string; readonly from?: { readonly id: number } } | undefined
}

async function poll(): Promise<readonly ReceivedUpdate[]> {
  const pending = await callApi(emulator, bot, 'getUpdates')
  const updates = pending.result as readonly (ReceivedUpdate & { readonly update_id: number })[]
  await callApi(emulator, bot, 'getUpdates', { offset: (updates.at(-1)?.update_id ?? 0) + 1 })
  return updates.map(({ update_id: _, ...update }) => update as ReceivedUpdate)
}

test('a voice message is fetched by getFile, byte for byte', async () => {
  const bytes = Buffer.from(Array.from({ length: 5_000 }, (_, index) => index % 256))
  const { message } = anna.sendVoice(bot, { bytes, durationSeconds: 7 })
  expect(message.voice).toMatchObject({ duration: 7, mime_type: 'audio/ogg', file_size: 5_000 })
  const file = await client.api.getFile(message.voice?.file_id ?? '')
  const response = await fetch(`${emulator.url}/file/bot${bot.token}/${file.file_path}`)
  expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes)
})

test('a file over 20 MB is not given out, and a file id of another bot is unknown', async () => {
  const { message } = anna.sendDocument(bot, { sizeBytes: 21 << 20, name: 'film.mkv' })
  const file_id = message.document?.file_id
  expect((await callApi(emulator, bot, 'getFile', { file_id })).description).toBe('Bad Request: file is too big')
  const other = emulator.addBot({ token: '1002:other', username: 'other_bot' })
  expect((await callApi(emulator, other, 'getFile', { file_id })).description).toBe('Bad Request: invalid file_id')
})

test('grammY uploads a file in chunks, and sends it again by its id', async () => {
  anna.say(bot, 'hi')
  const bytes = Buffer.alloc(300_000, 'ж')
  const sent = await client.api.sendDocument(anna.id, new InputFile(bytes, 'план.pdf'), { caption: 'Read' })
  expect(sent).toMatchObject({ caption: 'Read', document: { file_name: 'план.pdf', file_size: 300_000 } })
  const again = await client.api.sendDocument(anna.id, sent.document.file_id)
  expect(again.document.file_unique_id).toBe(sent.document.file_unique_id)
  await client.api.sendVoice(anna.id, new InputFile(Buffer.from('OggS'), 'a.ogg'), { duration: 3 })
  await client.api.sendPhoto(anna.id, new InputFile(Buffer.from('JFIF'), 'a.jpg'))
  await client.api.sendAudio(anna.id, new InputFile(Buffer.from('ID3'), 'a.mp3'), { title: 'Song' })
  expect(emulator.transcript(bot, anna)).toHaveLength(6)
})

test.each([
  [{}, 'there is no photo in the request'],
  [{ photo: 'unknown' }, 'wrong file identifier/HTTP URL specified'],
])('sendPhoto with %o is refused', async (params, words) => {
  anna.say(bot, 'hi')
  const refused = await callApi(emulator, bot, 'sendPhoto', { chat_id: anna.id, ...params })
  expect(refused.description).toBe(`Bad Request: ${words}`)
})

test('contacts, locations, stickers, photos with captions and albums arrive as what they are', async () => {
  anna.sendContact(bot, { phone_number: '+79991234567', first_name: 'Anna', user_id: anna.id })
  anna.sendLocation(bot, { latitude: 55.75, longitude: 37.62 })
  anna.sendSticker(bot, { emoji: '🔥' })
  anna.sendPhoto(bot, { caption: 'look at https://example.com', mediaGroupId: 'album' })
  expect((await poll()).map(update => update.message)).toMatchObject([
    { contact: { phone_number: '+79991234567' } },
    { location: { latitude: 55.75 } },
    { sticker: { emoji: '🔥' } },
    { media_group_id: 'album', caption_entities: [{ type: 'url', offset: 8, length: 19 }] },
  ])
})

test('an edit, a block and an unblock are told', async () => {
  const said = anna.say(bot, 'before')
  anna.edit(said, 'after')
  anna.block(bot)
  anna.unblock(bot)
  expect(await poll()).toMatchObject([
    { message: { text: 'before' } },
    { edited_message: { text: 'after', message_id: said.message.message_id } },
    { my_chat_member: { new_chat_member: { status: 'kicked' } } },
    { my_chat_member: { new_chat_member: { status: 'member' } } },
  ])
  expect(() => {
    anna.block(bot)
    anna.say(bot, 'hello?')
  }).toThrow('unblock first')
})

test('messages are deleted within 48 hours', async () => {
  anna.say(bot, 'hi')
  const { message_id } = await client.api.sendMessage(anna.id, 'soon gone')
  await client.api.deleteMessage(anna.id, message_id)
  expect(emulator.transcript(bot, anna)[1]).toMatchObject({ text: 'soon gone', isDeleted: true })
  const late = await client.api.sendMessage(anna.id, 'here to stay')
  await clock.advance(48 * 3_600_000 + 1_000)
  await expect(client.api.deleteMessage(anna.id, late.message_id)).rejects.toMatchObject({
    description: "Bad Request: message can't be deleted for everyone",
  })
})

test('in a group a bot in privacy mode hears commands, mentions and answers to itself only', async () => {
  const group = emulator.addGroup({ title: 'Team', bots: [bot] })
  const chat = { chat: group }
  anna.say(bot, 'just talking', chat)
  anna.say(bot, '/price@chats_bot', chat)
  anna.say(bot, '/price@other_bot', chat)
  anna.say(bot, 'ask @chats_bot about it', chat)
  const asked = await client.api.sendMessage(group.id, 'Yes?')
  anna.say(bot, 'how much?', { chat: group, replyTo: asked })
  const heard = (await poll()).map(update => update.message?.text)
  expect(heard).toEqual(['/price@chats_bot', 'ask @chats_bot about it', 'how much?'])
})

test('every bot of a group that reads all hears everything, until it is thrown out', async () => {
  const reader = emulator.addBot({ token: '1003:all', username: 'all_bot', readsAllGroupMessages: true })
  const group = emulator.addGroup({ title: 'Team', bots: [bot, reader] })
  anna.say(bot, 'just talking', { chat: group })
  expect(emulator.pendingUpdateIds(reader)).toHaveLength(1)
  group.kickBot(reader, anna)
  anna.say(bot, 'about it', { chat: group })
  expect(emulator.pendingUpdateIds(reader)).toHaveLength(2)
  const refused = await callApi(emulator, reader, 'sendMessage', { chat_id: group.id, text: 'hi' })
  expect(refused).toMatchObject({ status: 403, description: 'Forbidden: bot was kicked from the supergroup chat' })
})

test('an upgraded group tells its new id', async () => {
  const group = emulator.addGroup({ title: 'Team', type: 'group', bots: [bot] })
  const supergroup = group.upgrade()
  const refused = await callApi(emulator, bot, 'sendMessage', { chat_id: group.id, text: 'hi' })
  expect(refused.parameters).toEqual({ migrate_to_chat_id: supergroup.id })
  expect((await callApi(emulator, bot, 'sendMessage', { chat_id: supergroup.id, text: 'hi' })).status).toBe(200)
})

test('a business bot hears customer and owner, answers in the owner’s name and hears itself', async () => {
  const owner = emulator.addUser({ firstName: 'Olga' })
  const connection = owner.connectBusiness(bot)
  const chat = { chat: connection.chatWith(anna) }
  anna.say(bot, 'Are you open?', chat)
  owner.say(bot, 'One moment', chat)
  const sent = await client.api.sendMessage(anna.id, 'Until six', { business_connection_id: connection.id })
  expect(sent).toMatchObject({ from: { id: owner.id }, sender_business_bot: { id: bot.id } })
  expect(await poll()).toMatchObject([
    { business_connection: { id: connection.id, is_enabled: true, rights: { can_reply: true } } },
    { business_message: { text: 'Are you open?', from: { id: anna.id }, business_connection_id: connection.id } },
    { business_message: { text: 'One moment', from: { id: owner.id } } },
    { business_message: { text: 'Until six', sender_business_bot: { id: bot.id } } },
  ])
  expect(emulator.transcript(bot, anna)).toEqual([])
  expect(emulator.transcript(bot, connection.chatWith(anna))).toHaveLength(3)
})

test('a business bot answers within 24 hours of the customer’s last word, with the right to, while connected', async () => {
  const owner = emulator.addUser({ firstName: 'Olga' })
  const connection = owner.connectBusiness(bot)
  const chat = { chat: connection.chatWith(anna) }
  const { message } = anna.say(bot, 'hi', chat)
  const params = { chat_id: anna.id, business_connection_id: connection.id, message_id: message.message_id }
  const answer = async () => {
    const { description } = await callApi(emulator, bot, 'sendMessage', { ...params, text: 'hello' })
    return description ?? 'sent'
  }
  expect(await callApi(emulator, bot, 'readBusinessMessage', params)).toMatchObject({ result: true })
  connection.setRights({})
  expect(await answer()).toBe('Bad Request: BOT_ACCESS_FORBIDDEN')
  connection.setRights({ can_reply: true })
  expect(await answer()).toBe('sent')
  connection.disconnect()
  expect(await answer()).toBe('Bad Request: BUSINESS_CONNECTION_INVALID')
  expect((await client.api.getBusinessConnection(connection.id)).is_enabled).toBe(false)
  connection.reconnect()
  await clock.advance(24 * 3_600_000)
  owner.say(bot, 'are you there?', chat)
  await clock.advance(1)
  expect(await answer()).toBe('Bad Request: BUSINESS_PEER_INVALID')
  anna.say(bot, 'yes', chat)
  expect(await answer()).toBe('sent')
})

test('a business chat has no web apps, and without the connection the bot chat is meant', async () => {
  const owner = emulator.addUser({ firstName: 'Olga' })
  const connection = owner.connectBusiness(bot)
  anna.say(bot, 'hi', { chat: connection.chatWith(anna) })
  const reply_markup = { inline_keyboard: [[{ text: 'Open', web_app: { url: 'https://example.com' } }]] }
  const params = { chat_id: anna.id, text: 'x', business_connection_id: connection.id }
  expect((await callApi(emulator, bot, 'sendMessage', { ...params, reply_markup })).status).toBe(400)
  expect(await callApi(emulator, bot, 'sendMessage', { chat_id: anna.id, text: 'x' })).toMatchObject({
    description: "Forbidden: bot can't initiate conversation with a user",
  })
})

test('typing, drafts and reactions are told to listeners; drafts are for private chats', async () => {
  const events: string[] = []
  emulator.onEvent(event => {
    if (event.kind === 'action') events.push(event.action)
    if (event.kind === 'draft') events.push(event.draft.text)
    if (event.kind === 'reacted') events.push(String(event.emoji))
  })
  const { message } = anna.say(bot, 'hi')
  await client.api.sendChatAction(anna.id, 'typing')
  await client.api.sendMessageDraft(anna.id, 1, 'Hel')
  await client.api.setMessageReaction(anna.id, message.message_id, [{ type: 'emoji', emoji: '👍' }])
  expect(events).toEqual(['typing', 'Hel', '👍'])
  const group = emulator.addGroup({ title: 'Team', bots: [bot] })
  const refused = await callApi(emulator, bot, 'sendMessageDraft', { chat_id: group.id, draft_id: 1, text: 'x' })
  expect(refused.description).toBe('Bad Request: TEXTDRAFT_PEER_INVALID')
})

test('a load generator is told of a message before its sender is', async () => {
  anna.say(bot, 'question 0')
  const stop = emulator.onSend(({ message }) => {
    if (message.message_id < 6) anna.say(bot, `after ${message.text}`)
  })
  await client.api.sendMessage(anna.id, 'answer')
  expect(emulator.transcript(bot, anna).map(({ text }) => text)).toEqual(['question 0', 'answer', 'after answer'])
  stop()
  await client.api.sendMessage(anna.id, 'last')
  expect(emulator.transcript(bot, anna)).toHaveLength(4)
})

test('logs are bounded by what was asked for', async () => {
  const small = await startTelegramEmulator({ clock, recordCalls: false, messagesPerChat: 3 })
  const smallBot = small.addBot({ token: '1001:small', username: 'small_bot' })
  const user = small.addUser({ firstName: 'Ivan' })
  for (let index = 0; index < 10; index++) user.say(smallBot, `message ${index}`)
  await callApi(small, smallBot, 'getMe')
  expect(small.transcript(smallBot, user).map(({ text }) => text)).toEqual(['message 7', 'message 8', 'message 9'])
  expect(small.calls(smallBot)).toEqual([])
  // A message that only this log has forgotten can still be answered.
  const reply = { chat_id: user.id, text: 'to the first', reply_parameters: { message_id: 1 } }
  expect((await callApi(small, smallBot, 'sendMessage', reply)).status).toBe(200)
  await small.close()
})
