import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ChatRequest } from '../testing/model-server/index.ts'
import { openPlatformHarness, type PlatformHarness, startTimeoutMs } from '../testing/platform-harness.ts'
import type { Place, SimulatedUser } from '../testing/telegram/index.ts'

// Answers with a table over the real process: as rich messages where that is wanted and Telegram takes them, as text everywhere else.
const table = '| Room | Lamp |\n|---|---|\n| Hall | brass |\n| Kitchen | glass |'
const asText = 'Room    | Lamp\n------- | -----\nHall    | brass\nKitchen | glass'
const asBlocks = 'Room | Lamp\nHall | brass\nKitchen | glass'
let shop: PlatformHarness

beforeAll(async () => {
  shop = await openPlatformHarness({
    reply: answer,
    env: { TELEGRAM_RICH_MESSAGES: 'true', CONVERSATION_DEBOUNCE_MS: '300' },
  })
  await shop.start()
}, startTimeoutMs)
afterAll(() => shop.close())

describe('with telegram.rich_messages', () => {
  it('a table arrives once, as a table, and is kept as text', async () => {
    const anna = shop.newClient('en')
    expect(await answersTo(anna)).toEqual([
      ['rich', asBlocks],
      ['text', 'Gladly.'],
    ])
    const words = shop.database.db.selectFrom('messages').select('content').where('role', '=', 'assistant')
    expect(await words.where('content', 'like', '%Kitchen%').execute()).toEqual([{ content: table }])
  })

  it('a table that Telegram refuses arrives once, as text', async () => {
    const anna = shop.newClient('en')
    const before = richCalls()
    shop.telegram.faults.add({ method: 'sendRichMessage', kind: 'status', status: 400, chatId: anna.id })
    expect(await answersTo(anna)).toEqual([
      ['text', asText],
      ['text', 'Gladly.'],
    ])
    expect(richCalls() - before).toBe(1)
  })

  it('a table whose arrival in a business chat nobody confirmed is known by its echo', async () => {
    const anna = shop.newClient('en')
    const owner = shop.telegram.addUser({ firstName: 'Olga', languageCode: 'en' })
    const place = owner.connectBusiness(shop.bot).chatWith(anna)
    shop.telegram.faults.add({ method: 'sendRichMessage', kind: 'lose-answer', chatId: anna.id })
    expect(await answersTo(anna, place)).toEqual([
      ['rich', asBlocks],
      ['text', 'Gladly.'],
    ])
    const parts = shop.database.db
      .selectFrom('outbound as o')
      .innerJoin('conversations as c', 'c.id', 'o.conversation_id')
      .select('o.state')
      .where('c.user_id', '=', anna.id)
      .where('o.payload', 'like', '%Kitchen%')
    await expect.poll(() => parts.execute(), { timeout: 20_000 }).toEqual([{ state: 'sent' }])
  })
})

it('without it, a table is text', async () => {
  await shop.platform.stop()
  await shop.start({ TELEGRAM_RICH_MESSAGES: 'false' })
  const before = richCalls()
  expect(await answersTo(shop.newClient('en'))).toEqual([
    ['text', asText],
    ['text', 'Gladly.'],
  ])
  expect(richCalls()).toBe(before)
})

function richCalls(): number {
  return shop.telegram.calls(shop.bot, { method: 'sendRichMessage' }).length
}

/** All that the bot says to two questions, the first of which wants a table. The second shows that no second answer came to the first. */
async function answersTo(client: SimulatedUser, elsewhere?: Place) {
  const place = elsewhere ?? client
  const where = elsewhere === undefined ? {} : { chat: elsewhere }
  client.say(shop.bot, 'Which lamps do you have for which room?', where)
  await shop.untilSaid(place, 1)
  client.say(shop.bot, 'Thank you, that helps me', where)
  await shop.until(() => shop.said(place).includes('Gladly.'))
  const said = shop.telegram.transcript(shop.bot, place).filter(({ author }) => author === 'bot')
  return said.map(({ text, message }) => [message.rich_message === undefined ? 'text' : 'rich', text])
}

function answer(request: ChatRequest): string {
  const question = request.messages.findLast(message => message.role === 'user')?.content ?? ''
  return question.includes('lamps') ? table : 'Gladly.'
}
