import { Bot, GrammyError } from 'grammy'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createFakeClock } from '#shared/utils'
import { callApi } from './call-api.ts'
import { type EmulatedBot, type SimulatedUser, startTelegramEmulator, type TelegramEmulator } from './index.ts'

let emulator: TelegramEmulator
let bot: EmulatedBot
let anna: SimulatedUser

beforeEach(async () => {
  emulator = await startTelegramEmulator()
  bot = emulator.addBot({ token: '1001:strict', username: 'strict_bot' })
  anna = emulator.addUser({ firstName: 'Anna' })
  anna.say(bot, '/start')
})
afterEach(() => emulator.close())

async function refusalOf(method: string, params: Readonly<Record<string, unknown>>): Promise<string | undefined> {
  const { status, description } = await callApi(emulator, bot, method, { chat_id: anna.id, ...params })
  expect(status).toBe(400)
  return description
}

test.each([
  ['no text', {}, 'message text is empty'],
  ['white space', { text: ' \n ' }, 'text must be non-empty'],
  ['4,097 units', { text: 'я'.repeat(4097) }, 'message is too long'],
  ['32 KiB', { text: 'a'.repeat(32_769) }, 'text is too long'],
  ['half a surrogate pair', { text: '\ud83d' }, 'text must be encoded in UTF-8'],
  ['parse_mode', { text: '*a*', parse_mode: 'MarkdownV2' }, 'unsupported parse_mode'],
])('a text with %s is refused', async (_name, params, words) => {
  expect(await refusalOf('sendMessage', params)).toBe(`Bad Request: ${words}`)
})

test('a text of 4,096 units is accepted, and white space around it does not count', async () => {
  const { result } = await callApi(emulator, bot, 'sendMessage', { chat_id: anna.id, text: `\n ${'я'.repeat(4096)} ` })
  expect(result).toMatchObject({ text: 'я'.repeat(4096) })
})

test.each([
  [{ offset: 9, length: 1 }, 'entity begins after the end of the text at UTF-16 offset 9'],
  [{ offset: 3, length: 6 }, 'entity beginning at UTF-16 offset 3 ends after the end of the text at UTF-16 offset 9'],
  [{ offset: -1, length: 1 }, 'receive an entity with incorrect offset -1'],
  [{ offset: 0, length: -1 }, 'receive an entity with incorrect length -1'],
])('an entity at %o of an 8-unit text is refused', async (range, words) => {
  const params = { text: 'aba caba', entities: [{ type: 'bold', ...range }] }
  expect(await refusalOf('sendMessage', params)).toBe(`Bad Request: ${words}`)
})

test('an entity that splits a surrogate pair is refused at either end', async () => {
  const splitting = (offset: number) => ({ text: '👉 👉', entities: [{ type: 'bold', offset, length: 1 }] })
  const begins = 'Bad Request: entity begins in a middle of a UTF-16 symbol at byte offset 4'
  const ends = 'Bad Request: entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol at byte offset 4'
  expect(await refusalOf('sendMessage', splitting(1))).toBe(begins)
  expect(await refusalOf('sendMessage', splitting(0))).toBe(ends)
})

test('an entity of an unknown type, or without what its type needs, is refused', async () => {
  const withEntity = (entity: object) => ({ text: 'abc', entities: [{ offset: 0, length: 1, ...entity }] })
  const prefix = "Bad Request: can't parse MessageEntity: "
  expect(await refusalOf('sendMessage', withEntity({ type: 'loud' }))).toBe(`${prefix}Unsupported type specified`)
  expect(await refusalOf('sendMessage', withEntity({ type: 'text_link' }))).toBe(`${prefix}Can't find field "url"`)
  expect(await refusalOf('sendMessage', withEntity({ type: 'date_time' }))).toBe(
    `${prefix}Can't find field "unix_time"`,
  )
  const unreadable = { type: 'date_time', unix_time: 1, date_time_format: 'HH:mm' }
  expect(await refusalOf('sendMessage', withEntity(unreadable))).toContain('Invalid date-time format')
})

test('entities follow the text when white space is cut, and what covers nothing is dropped', async () => {
  const { result } = await callApi(emulator, bot, 'sendMessage', {
    chat_id: anna.id,
    text: '  hello   ',
    entities: [
      { type: 'bold', offset: 0, length: 4 },
      { type: 'italic', offset: 7, length: 3 },
    ],
  })
  expect(result).toMatchObject({ text: 'hello', entities: [{ type: 'bold', offset: 0, length: 2 }] })
})

test.each([
  [{ callback_data: 'я'.repeat(33) }, 'BUTTON_DATA_INVALID'],
  [{ callback_data: '' }, "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"],
  [{ url: 'javascript' }, 'BUTTON_URL_INVALID'],
  [{ copy_text: { text: 'a'.repeat(257) } }, 'BUTTON_COPY_TEXT_INVALID'],
])('a button with %o is refused', async (action, words) => {
  const reply_markup = { inline_keyboard: [[{ text: 'Press', ...action }]] }
  expect(await refusalOf('sendMessage', { text: 'choose', reply_markup })).toBe(`Bad Request: ${words}`)
})

test.each([
  ['', 'BUTTON_TEXT_INVALID'],
  ['я'.repeat(33), 'BUTTON_TEXT_INVALID'],
  ['\ud83d', 'inline keyboard button text must be encoded in UTF-8'],
])('a button called %j is refused', async (text, words) => {
  const reply_markup = { inline_keyboard: [[{ text, callback_data: 'x' }]] }
  expect(await refusalOf('sendMessage', { text: 'choose', reply_markup })).toBe(`Bad Request: ${words}`)
})

test('a reply to a message that is not there is refused, unless it may be missing', async () => {
  const reply_parameters = { message_id: 999 }
  const words = 'Bad Request: message to be replied not found'
  expect(await refusalOf('sendMessage', { text: 'a', reply_parameters })).toBe(words)
  const params = {
    chat_id: anna.id,
    text: 'a',
    reply_parameters: { message_id: 999, allow_sending_without_reply: true },
  }
  expect(await callApi(emulator, bot, 'sendMessage', params)).toMatchObject({ status: 200 })
})

const asked = 'Good day! How much is a **haircut**? I am free on Friday.'

test.each<[string, object, boolean]>([
  ['words that stand there', { quote: 'I am free on Friday.' }, true],
  ['other letters', { quote: 'i am free on friday.' }, false],
  ['words that stand nowhere', { quote: 'How much is a shave?' }, false],
  ['a bold word without its mark', { quote: 'How much is a haircut?' }, false],
  [
    'a bold word with its mark',
    { quote: 'How much is a haircut?', quote_entities: [{ type: 'bold', offset: 14, length: 7 }] },
    true,
  ],
  [
    'a mark that is not there',
    { quote: 'I am free on Friday.', quote_entities: [{ type: 'bold', offset: 0, length: 4 }] },
    false,
  ],
  ['more than 1,024 units', { quote: 'x'.repeat(1025) }, false],
])('a quote of %s', async (_name, quoted, isTaken) => {
  const text = asked.replaceAll('**', '')
  const entities = [{ type: 'bold' as const, offset: text.indexOf('haircut'), length: 7 }]
  const target = await callApi(emulator, bot, 'sendMessage', { chat_id: anna.id, text, entities })
  const { message_id } = target.result as { readonly message_id: number }
  const reply_parameters = { message_id, ...quoted }
  const sent = await callApi(emulator, bot, 'sendMessage', { chat_id: anna.id, text: '30', reply_parameters })
  if (isTaken) expect(sent.result).toMatchObject({ quote: { text: Object.values(quoted)[0], is_manual: true } })
  else expect(sent).toMatchObject({ status: 400, description: 'Bad Request: QUOTE_TEXT_INVALID' })
})

test('a message is not edited into itself, and another one’s message not at all', async () => {
  const sent = await callApi(emulator, bot, 'sendMessage', { chat_id: anna.id, text: 'one' })
  const { message_id } = sent.result as { message_id: number }
  expect(await refusalOf('editMessageText', { message_id, text: 'one' })).toMatch(
    /^Bad Request: message is not modified/,
  )
  expect(await refusalOf('editMessageText', { message_id: 1, text: 'x' })).toBe("Bad Request: message can't be edited")
  expect(await refusalOf('editMessageText', { message_id: 77, text: 'x' })).toBe(
    'Bad Request: message to edit not found',
  )
})

test('a keyboard is taken away once, from a message of ours that is there', async () => {
  const reply_markup = { inline_keyboard: [[{ text: 'Yes', callback_data: 'y' }]] }
  const sent = await callApi(emulator, bot, 'sendMessage', { chat_id: anna.id, text: 'ok?', reply_markup })
  const { message_id } = sent.result as { message_id: number }
  const { result } = await callApi(emulator, bot, 'editMessageReplyMarkup', { chat_id: anna.id, message_id })
  expect(result).toMatchObject({ message_id, text: 'ok?', edit_date: expect.any(Number) })
  expect(result).not.toHaveProperty('reply_markup')
  expect(await refusalOf('editMessageReplyMarkup', { message_id })).toMatch(/^Bad Request: message is not modified/)
  expect(await refusalOf('editMessageReplyMarkup', { message_id: 1 })).toBe("Bad Request: message can't be edited")
  expect(await refusalOf('editMessageReplyMarkup', { message_id: 77 })).toBe('Bad Request: message to edit not found')
  expect(await refusalOf('editMessageReplyMarkup', { message_id, chat_id: '' })).toBe(
    'Bad Request: message identifier is not specified',
  )
})

test('the press of a button is answered while it is fresh, in at most 200 units', async () => {
  const clock = createFakeClock()
  const timed = await startTelegramEmulator({ clock })
  const timedBot = timed.addBot({ token: '1001:timed', username: 'timed_bot' })
  const boris = timed.addUser({ firstName: 'Boris' })
  boris.say(timedBot, '/start')
  const reply_markup = { inline_keyboard: [[{ text: 'Yes', callback_data: 'y' }]] }
  await callApi(timed, timedBot, 'sendMessage', { chat_id: boris.id, text: 'ok?', reply_markup })
  const [, message] = timed.transcript(timedBot, boris)
  if (message === undefined) throw new TypeError('nothing was sent')
  const click = boris.click(message, 'y')
  const answer = async (more: object = {}) => {
    const { description } = await callApi(timed, timedBot, 'answerCallbackQuery', {
      callback_query_id: click.id,
      ...more,
    })
    return description
  }
  expect(await answer({ text: 'x'.repeat(201) })).toBe('Bad Request: MESSAGE_TOO_LONG')
  expect(await answer({ callback_query_id: '' })).toMatch(/query ID is invalid$/)
  expect(await answer()).toBeUndefined()
  expect(click.answer).toEqual({ text: '', showAlert: false, url: '' })
  await clock.advance(150_000)
  expect(await answer()).toMatch(/query is too old and response timeout expired/)
  await timed.close()
})

test.each([
  ['nothing', {}, 'there is no document in the request'],
  ['a file that is not attached', { document: 'attach://elsewhere' }, 'there is no document in the request'],
  ['a file that nobody knows', { document: 'BQACAgI' }, 'wrong file identifier/HTTP URL specified'],
  ['a caption of 1,025 units', { document: 'BQACAgI', caption: 'я'.repeat(1025) }, 'message caption is too long'],
])('a document with %s is refused', async (_name, params, words) => {
  expect(await refusalOf('sendDocument', params)).toBe(`Bad Request: ${words}`)
})

test('an uploaded document must not be empty, and keeps its name, type and caption', async () => {
  const upload = async (content: string) => {
    const form = new FormData()
    form.set('chat_id', String(anna.id))
    form.set('caption', ` ${'я'.repeat(1024)} `)
    form.set('document', new Blob([content]), 'план встречи.ics')
    const response = await fetch(`${emulator.url}/bot1001:strict/sendDocument`, { method: 'POST', body: form })
    return response.json()
  }
  expect(await upload('')).toMatchObject({ error_code: 400, description: 'Bad Request: file must be non-empty' })
  expect(await upload('BEGIN')).toMatchObject({
    result: {
      caption: 'я'.repeat(1024),
      document: { file_name: 'план встречи.ics', mime_type: 'text/calendar', file_size: 5 },
    },
  })
})

test('a person who never wrote, has blocked the bot or is gone cannot be written to', async () => {
  const boris = emulator.addUser({ firstName: 'Boris' })
  const write = (id: number) => callApi(emulator, bot, 'sendMessage', { chat_id: id, text: 'hi' })
  expect(await write(boris.id)).toMatchObject({
    status: 403,
    description: "Forbidden: bot can't initiate conversation with a user",
  })
  expect(await write(42)).toMatchObject({ status: 400, description: 'Bad Request: chat not found' })
  anna.block(bot)
  expect(await write(anna.id)).toMatchObject({ status: 403, description: 'Forbidden: bot was blocked by the user' })
  anna.unblock(bot)
  anna.deactivate()
  expect(await write(anna.id)).toMatchObject({ status: 403, description: 'Forbidden: user is deactivated' })
})

test('commands are checked and given back', async () => {
  const refused = await callApi(emulator, bot, 'setMyCommands', { commands: [{ command: 'Старт', description: 'x' }] })
  expect(refused.description).toBe('Bad Request: BOT_COMMAND_INVALID')
  const commands = [{ command: 'help', description: 'How it works' }]
  await callApi(emulator, bot, 'setMyCommands', { commands })
  expect((await callApi(emulator, bot, 'getMyCommands')).result).toEqual(commands)
})

test('commands of one chat are refused where there is no such chat, and are nobody else’s', async () => {
  const commands = [{ command: 'leads', description: 'Clients' }]
  const set = (scope: object) => callApi(emulator, bot, 'setMyCommands', { commands, scope })
  expect((await set({ type: 'chat' })).description).toMatch(/Can't find field "chat_id"/)
  expect((await set({ type: 'chat', chat_id: 42 })).description).toBe('Bad Request: chat not found')
  expect(await set({ type: 'chat', chat_id: anna.id })).toMatchObject({ ok: true })
  const shown = await callApi(emulator, bot, 'getMyCommands', { scope: { type: 'chat', chat_id: anna.id } })
  expect(shown.result).toEqual(commands)
  expect((await callApi(emulator, bot, 'getMyCommands')).result).toEqual([])
})

test('grammY sees a refusal as a GrammyError with the server’s words', async () => {
  const client = new Bot(bot.token, { client: { apiRoot: emulator.url } })
  const attempt = client.api.sendMessage(anna.id, 'x'.repeat(5000))
  await expect(attempt).rejects.toThrow(GrammyError)
  await expect(attempt).rejects.toMatchObject({ error_code: 400, description: 'Bad Request: message is too long' })
})
