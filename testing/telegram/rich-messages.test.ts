import { afterEach, beforeEach, expect, test } from 'vitest'
import { callApi } from './call-api.ts'
import { type EmulatedBot, type SimulatedUser, startTelegramEmulator, type TelegramEmulator } from './index.ts'

let emulator: TelegramEmulator
let bot: EmulatedBot
let anna: SimulatedUser

beforeEach(async () => {
  emulator = await startTelegramEmulator()
  bot = emulator.addBot({ token: '1001:rich', username: 'rich_bot' })
  anna = emulator.addUser({ firstName: 'Anna' })
  anna.say(bot, '/start')
})
afterEach(() => emulator.close())

const send = (richMessage: unknown) =>
  callApi(emulator, bot, 'sendRichMessage', { chat_id: anna.id, rich_message: richMessage })
const paragraph = { type: 'paragraph', text: 'Hello' }
const cell = (text: string) => ({ text, align: 'left', valign: 'top' })
const quoted = (levels: number): object =>
  levels === 0 ? paragraph : { type: 'blockquote', blocks: [quoted(levels - 1)] }

test('blocks stand in the chat as they were sent, items of lists with their labels, and can be read as words', async () => {
  const heading = { type: 'heading', size: 2, text: ['Our ', { type: 'bold', text: 'rooms' }] }
  const table = { type: 'table', cells: [[cell('Hall'), cell('brass')]] }
  const list = { type: 'list', items: [{ blocks: [paragraph], value: 3, type: '1' }, { blocks: [paragraph] }] }
  const { status } = await send({ blocks: [heading, table, list] })
  expect(status).toBe(200)
  const shown = emulator.transcript(bot, anna).at(-1)
  expect(shown?.text).toBe('Our rooms\nHall | brass\n3. Hello\n• Hello')
  expect(shown?.message.text).toBeUndefined()
  const items = [
    { label: '3.', blocks: [paragraph], value: 3, type: '1' },
    { label: '•', blocks: [paragraph] },
  ]
  expect(shown?.message.rich_message).toEqual({ blocks: [heading, table, { type: 'list', items }] })
})

test.each([
  ['none at all', undefined],
  ['no object', 'Hello'],
  ['no form', {}],
  ['two forms', { blocks: [paragraph], markdown: 'Hello' }],
  ['Markdown, which is not read here', { markdown: 'Hello' }],
  ['no block', { blocks: [] }],
  ['a block of no kind', { blocks: [{ type: 'poem', text: 'Hello' }] }],
  ['a thought outside of a draft', { blocks: [{ type: 'thinking', text: 'Hm' }] }],
  ['an unknown field', { blocks: [{ ...paragraph, bold: true }] }],
  ['a paragraph without words', { blocks: [{ type: 'paragraph', text: '' }] }],
  ['a heading of size 7', { blocks: [{ type: 'heading', text: 'Hello', size: 7 }] }],
  ['a cell without its alignment', { blocks: [{ type: 'table', cells: [[{ text: 'a' }]] }] }],
  ['a list without items', { blocks: [{ type: 'list', items: [] }] }],
  ['formatting of no kind', { blocks: [{ type: 'paragraph', text: { type: 'loud', text: 'a' } }] }],
  [
    'a link that no app opens',
    { blocks: [{ type: 'paragraph', text: { type: 'url', text: 'a', url: 'javascript:a' } }] },
  ],
  ['half a surrogate pair', { blocks: [{ type: 'paragraph', text: '\ud83d' }] }],
  ['32,769 characters', { blocks: [{ type: 'paragraph', text: 'я'.repeat(32_769) }] }],
  ['501 blocks', { blocks: Array.from({ length: 501 }, () => paragraph) }],
  ['17 levels', { blocks: [quoted(16)] }],
  ['21 columns', { blocks: [{ type: 'table', cells: [Array.from({ length: 21 }, () => cell('a'))] }] }],
  ['21 columns in wide cells', { blocks: [{ type: 'table', cells: [[{ ...cell('a'), colspan: 21 }]] }] }],
])('a rich message with %s is refused', async (_name, richMessage) => {
  expect((await send(richMessage)).status).toBe(400)
  expect(emulator.transcript(bot, anna)).toHaveLength(1)
})

test.each([
  ['32,768 characters', { blocks: [{ type: 'paragraph', text: 'я'.repeat(32_768) }] }],
  ['500 blocks', { blocks: Array.from({ length: 500 }, () => paragraph) }],
  ['16 levels', { blocks: [quoted(15)] }],
  ['20 columns', { blocks: [{ type: 'table', cells: [Array.from({ length: 20 }, () => cell('a'))] }] }],
])('a rich message with %s is taken', async (_name, richMessage) => {
  expect((await send(richMessage)).status).toBe(200)
})

test('an edit makes text of it', async () => {
  const { result } = await send({ blocks: [paragraph] })
  const { message_id } = result as { message_id: number }
  const edit = { chat_id: anna.id, message_id, text: 'Good day' }
  expect((await callApi(emulator, bot, 'editMessageText', edit)).status).toBe(200)
  const shown = emulator.transcript(bot, anna).at(-1)
  expect([shown?.text, shown?.message.rich_message]).toEqual(['Good day', undefined])
})
