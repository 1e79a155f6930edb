import { afterEach, beforeEach, expect, test } from 'vitest'
import { openPlatformHarness, type PlatformHarness, startTimeoutMs } from '../testing/platform-harness.ts'
import { callApi } from '../testing/telegram/call-api.ts'
import type { BusinessConnectionHandle, SimulatedUser } from '../testing/telegram/index.ts'

// The whole sentence in the owner's own account: the real process, over Telegram's emulator, which keeps the 24 hours, the rights
// and the connections as strictly as Telegram does.
let house: PlatformHarness
let owner: SimulatedUser
let client: SimulatedUser
let connection: BusinessConnectionHandle

beforeEach(async () => {
  house = await openPlatformHarness()
  owner = house.telegram.addUser({ firstName: 'Olga', languageCode: 'en' })
  client = house.newClient('en')
}, startTimeoutMs)
afterEach(() => house.close())

const chat = () => connection.chatWith(client)
const say = (person: SimulatedUser, text: string) => person.say(house.bot, text, { chat: chat() })
/** The owner is also shown leads and drafts: what is waited for is known by its words. */
const untilTold = (words: string) => house.until(() => house.said(owner).find(text => text.includes(words)))
const untilStored = () => house.until(() => house.telegram.pendingUpdateIds(house.bot).length === 0)
const startForOwner = () => house.start({ TELEGRAM_OWNER_ID: String(owner.id) })

/** Calls of the bot that act in a chat with this number, by method, with the connection that they name. */
function callsTo(person: SimulatedUser) {
  return house.telegram
    .calls(house.bot)
    .filter(({ params }) => String(params.chat_id) === String(person.id))
    .map(({ method, params }) => [method, params.business_connection_id ?? null])
}

test('the owner connects the bot, it answers in their name, they write themselves, and take it back by a command', async () => {
  await startForOwner()
  owner.say(house.bot, '/start')
  await house.untilSaid(owner, 1)
  connection = owner.connectBusiness(house.bot)
  await untilTold('Done: I answer clients in your own account')

  const asked = say(client, 'Are you open on Sunday?')
  expect(await house.untilSaid(chat(), 1)).toBe('You said: Are you open on Sunday?')
  expect(callsTo(client).filter(([, id]) => id !== connection.id)).toEqual([])
  const reads = house.telegram.calls(house.bot).filter(({ method }) => method === 'readBusinessMessage')
  expect(reads.map(({ params }) => Number(params.message_id))).toEqual([asked.message.message_id])

  // While the model thinks about the next one, the owner is faster.
  const release = house.holdModel()
  say(client, 'And on Monday?')
  await house.untilAsked('And on Monday?')
  say(owner, 'On Monday from ten, I am there myself')
  await untilStored()
  release()
  say(client, 'Thank you')
  owner.say(house.bot, '/status')
  await untilTold('Waiting for an answer')
  expect(house.said(chat())).toHaveLength(1)

  const { id } = await conversation()
  owner.say(house.bot, `/resume ${id}`)
  await untilTold('I answer there again')
  say(client, 'One thing more')
  // It may be answered with the thanks or by itself, but what the owner has answered is not answered again.
  await house.until(() => house.said(chat()).find(text => text.includes('One thing more')))
  expect(house.said(chat()).join()).not.toContain('And on Monday?')
  const prompt = JSON.stringify(house.model.chatRequests().at(-1))
  expect(prompt).toContain('On Monday from ten, I am there myself')
})

test('rights that are lost while a reply is being written let nothing leave, and the owner learns how to give them', async () => {
  await startForOwner()
  owner.say(house.bot, '/start')
  await house.untilSaid(owner, 1)
  connection = owner.connectBusiness(house.bot)
  await untilTold('Done')
  const release = house.holdModel()
  say(client, 'Are you open?')
  await house.untilAsked('Are you open?')
  connection.setRights({ can_read_messages: true })
  await untilTold('Reply to messages')
  release()
  say(client, 'Hello?')
  owner.say(house.bot, '/status')
  await untilTold('Waiting for an answer')
  expect(
    callsTo(client).filter(([method]) => String(method).startsWith('send') && method !== 'sendChatAction'),
  ).toEqual([])
  connection.setRights({ can_reply: true })
  await untilTold('the rights have changed')
  say(client, 'Now?')
  // What was not answered meanwhile is, too.
  expect(await house.untilSaid(chat(), 1)).toBe('You said: Are you open?\nHello?\nNow?')
})

test('a send whose answer was lost is settled by what comes back from the chat', async () => {
  await startForOwner()
  connection = owner.connectBusiness(house.bot)
  await untilStored()
  house.telegram.faults.add({ method: 'sendMessage', kind: 'lose-answer' })
  say(client, 'Are you open?')
  await house.untilSaid(chat(), 1)
  await untilStored()
  say(client, 'And on Monday?')
  // What was said first is settled before the second leaves.
  await house.untilSaid(chat(), 2)
  const [first] = await house.database.db.selectFrom('outbound').select('state').orderBy('id').execute()
  expect(first).toEqual({ state: 'sent' })
})

test('a connection older than the bot’s memory is asked for, and a stranger’s is not served', async () => {
  // Telegram tells of a connection once, and whoever did not ask for such updates is not told.
  await callApi(house.telegram, house.bot, 'getUpdates', { allowed_updates: ['message'], timeout: 0 })
  connection = owner.connectBusiness(house.bot)
  await startForOwner()
  await house.until(() => house.telegram.calls(house.bot, { method: 'getUpdates' }).length > 1)
  say(client, 'Are you open?')
  expect(await house.untilSaid(chat(), 1)).toBe('You said: Are you open?')

  const stranger = house.newClient('en')
  const theirs = stranger.connectBusiness(house.bot)
  const friend = house.newClient('en')
  friend.say(house.bot, 'Hi', { chat: theirs.chatWith(friend) })
  say(client, 'Still there?')
  await house.untilSaid(chat(), 2)
  expect(house.said(theirs.chatWith(friend))).toEqual([])
  const kept = await house.database.db.selectFrom('messages').select('content').where('content', '=', 'Hi').execute()
  expect(kept).toEqual([])
})

function conversation() {
  return house.database.db
    .selectFrom('conversations')
    .select(['id', 'handler'])
    .where('business_connection_id', '=', connection.id)
    .executeTakeFirstOrThrow()
}
