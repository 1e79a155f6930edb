import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ChatRequest } from '../testing/model-server/index.ts'
import { openPlatformHarness, type PlatformHarness, startTimeoutMs } from '../testing/platform-harness.ts'
import type { SimulatedUser } from '../testing/telegram/index.ts'

/** What a client sees, from the first word to the last: one platform for all of it, another client in each test. */
let shop: PlatformHarness

beforeAll(async () => {
  shop = await openPlatformHarness({
    reply: answer,
    env: { TELEGRAM_HANDLE_GROUPS: 'true', CONVERSATION_DEBOUNCE_MS: '300' },
  })
  await shop.start()
}, startTimeoutMs)
afterAll(() => shop.close())

describe('a burst', () => {
  it('of five messages gets one answer that saw all five', async () => {
    const anna = shop.newClient()
    for (const text of ['one', 'two', 'three', 'four', 'five']) anna.say(shop.bot, text)
    expect(await shop.untilSaid(anna, 1)).toBe('You said: one\ntwo\nthree\nfour\nfive')
    anna.say(shop.bot, 'and that is all')
    await shop.untilSaid(anna, 2)
    expect(shop.said(anna)).toEqual(['You said: one\ntwo\nthree\nfour\nfive', 'You said: and that is all'])
  })

  it('whose last message comes while the model thinks gets one answer that saw it', async () => {
    const anna = shop.newClient()
    const release = shop.holdModel()
    anna.say(shop.bot, 'I need a lamp')
    await shop.untilAsked('I need a lamp')
    anna.say(shop.bot, 'for nine people')
    await shop.untilAsked('for nine people')
    release()
    expect(await shop.untilSaid(anna, 1)).toBe('You said: I need a lamp\nfor nine people')
    await expectNothingMore(anna, 1)
  })
})

describe('while the model thinks', () => {
  it('typing is shown, and then the answer', async () => {
    const anna = shop.newClient()
    const release = shop.holdModel()
    anna.say(shop.bot, 'think hard')
    await shop.until(() => shop.telegram.calls(shop.bot, { method: 'sendChatAction' }).some(isAbout(anna)))
    expect(shop.said(anna)).toEqual([])
    release()
    expect(await shop.untilSaid(anna, 1)).toBe('You said: think hard')
  })

  it('an edit changes what is answered', async () => {
    const anna = shop.newClient()
    const release = shop.holdModel()
    const said = anna.say(shop.bot, 'two aples')
    await shop.untilAsked('two aples')
    const edited = anna.edit(said, 'two apples')
    await shop.until(() => isConfirmed(edited.updateId))
    release()
    expect(await shop.untilSaid(anna, 1)).toBe('You said: two apples')
    await expectNothingMore(anna, 1)
  })

  it('a client who blocks the bot gets nothing, and is answered again after coming back', async () => {
    const anna = shop.newClient()
    const release = shop.holdModel()
    anna.say(shop.bot, 'wait')
    await shop.untilAsked('wait')
    anna.block(shop.bot)
    release()
    await expect.poll(() => readBlocked(anna), { timeout: 10_000 }).toBe(1)
    anna.unblock(shop.bot)
    anna.say(shop.bot, 'I am back')
    expect(await shop.untilSaid(anna, 1)).toContain('I am back')
    expect(await readBlocked(anna)).toBe(0)
  })
})

describe('a long answer in markdown', () => {
  it('arrives whole and in order, each part as Telegram takes it', async () => {
    const anna = shop.newClient()
    anna.say(shop.bot, 'tell me everything')
    await shop.until(() => shop.said(anna).some(text => text.includes('Sentence 200 ')))
    const parts = shop.telegram.transcript(shop.bot, anna).filter(entry => entry.author === 'bot')
    expect(parts.length).toBeGreaterThan(2)
    expect(Math.max(...parts.map(part => part.text.length))).toBeLessThanOrEqual(4096)
    const numbers = parts.flatMap(part =>
      [...part.text.matchAll(/Sentence (\d+) /g)].map(([, number]) => Number(number)),
    )
    expect(numbers).toEqual(Array.from({ length: 200 }, (_, index) => index + 1))
    const bold = parts.flatMap(part =>
      (part.message.entities ?? [])
        .filter(entity => entity.type === 'bold')
        .map(({ offset, length }) => part.text.slice(offset, offset + length)),
    )
    expect(bold).toEqual(['Everything', ...Array.from({ length: 200 }, (_, index) => `offer ${index + 1} 🎁`)])
  })
})

describe('commands', () => {
  it('/start with a payload makes it the source of the lead', async () => {
    const anna = shop.newClient('en')
    anna.say(shop.bot, '/start shop_42')
    expect(await shop.untilSaid(anna, 1)).toMatch(/^Hello! I am an AI assistant/)
    expect(await readLeadSource(anna)).toBe('shop_42')
  })

  it('after /stop nothing is answered until /start', async () => {
    const anna = shop.newClient('en')
    anna.say(shop.bot, '/stop')
    expect(await shop.untilSaid(anna, 1)).toMatch(/^All right, I will not write any more/)
    const ignored = anna.say(shop.bot, 'are you there?')
    await expect.poll(() => readOutcome(anna, ignored.message.message_id), { timeout: 10_000 }).toBe('silent')
    anna.say(shop.bot, '/start')
    expect(await shop.untilSaid(anna, 2)).toBe('Welcome back! How can I help?')
    anna.say(shop.bot, 'good to see you')
    expect(await shop.untilSaid(anna, 3)).toBe('You said: good to see you')
  })

  it('/help and /privacy are answered without the model, in the language of the app', async () => {
    const boris = shop.newClient('ru')
    boris.say(shop.bot, '/help')
    expect(await shop.untilSaid(boris, 1)).toContain('/privacy — что мы храним о вас')
    boris.say(shop.bot, '/privacy')
    expect(await shop.untilSaid(boris, 2)).toMatch(/^Мы храним вашу переписку/)
    expect(shop.model.chatRequests().some(request => JSON.stringify(request).includes('/privacy'))).toBe(false)
  })
})

describe('an answer', () => {
  it('points at the question that something was written after, and at nothing that stands right above it', async () => {
    const anna = shop.newClient('en')
    const asked = anna.say(shop.bot, 'How much is a lamp?')
    anna.say(shop.bot, 'I am Anna, by the way')
    await shop.untilSaid(anna, 1)
    anna.say(shop.bot, 'And where are you?')
    await shop.untilSaid(anna, 2)
    const replies = shop.telegram.transcript(shop.bot, anna).filter(entry => entry.author === 'bot')
    expect(replies.map(({ message }) => message.reply_to_message?.message_id)).toEqual([
      asked.message.message_id,
      undefined,
    ])
  })

  it('to a long message in a group quotes the question in it', async () => {
    const anna = shop.newClient('en')
    const group = shop.telegram.addGroup({ title: 'Tenants', bots: [shop.bot] })
    const question = 'How much is a lamp for the hall?'
    const story = 'We are moving into a new flat in the middle of March, and all of it is painted but the hall.'
    anna.say(shop.bot, `@shop_bot good day to you. ${story} ${question} We like brass.`, { chat: group })
    await shop.untilSaid(group, 1)
    const [reply] = shop.telegram.transcript(shop.bot, group).filter(entry => entry.author === 'bot')
    expect(reply?.message.quote).toMatchObject({ text: question })
  })
})

describe('in a group', () => {
  it('only what is said to the bot is answered, as a reply', async () => {
    const anna = shop.newClient()
    const group = shop.telegram.addGroup({ title: 'Neighbours', bots: [shop.bot] })
    anna.say(shop.bot, 'lovely weather', { chat: group })
    const asked = anna.say(shop.bot, '@shop_bot are you open?', { chat: group })
    expect(await shop.untilSaid(group, 1)).toContain('are you open?')
    const [reply] = shop.telegram.transcript(shop.bot, group).filter(entry => entry.author === 'bot')
    expect(reply?.message.reply_to_message?.message_id).toBe(asked.message.message_id)
    anna.say(shop.bot, 'see, it answers', { chat: group })
    anna.say(shop.bot, 'until when?', { chat: group, replyTo: reply?.message })
    expect(await shop.untilSaid(group, 2)).toContain('until when?')
    expect(shop.said(group)).toHaveLength(2)
  })
})

/** Longer than one message of Telegram, with formatting in every sentence. */
function answer(request: ChatRequest): string {
  const question = request.messages.findLast(message => message.role === 'user')?.content ?? ''
  if (question !== 'tell me everything') return `You said: ${question}`
  const sentences = Array.from(
    { length: 200 },
    (_, index) => `Sentence ${index + 1} has an **offer ${index + 1} 🎁** in _it_.`,
  )
  return `# Everything\n\n${sentences.join('\n\n')}`
}

/** Proves silence by order: whatever was still to come would stand before the answer to the next message. */
async function expectNothingMore(client: SimulatedUser, count: number): Promise<void> {
  client.say(shop.bot, 'anything else?')
  expect(await shop.untilSaid(client, count + 1)).toBe('You said: anything else?')
  expect(shop.said(client)).toHaveLength(count + 1)
}

function isAbout(client: SimulatedUser): (call: { readonly params: Readonly<Record<string, unknown>> }) => boolean {
  return call => Number(call.params.chat_id) === client.id
}

function isConfirmed(updateId: number | null): boolean {
  return updateId !== null && !shop.telegram.pendingUpdateIds(shop.bot).includes(updateId)
}

async function readBlocked(client: SimulatedUser): Promise<number | undefined> {
  const contact = shop.database.db.selectFrom('contacts').select('is_blocked').where('user_id', '=', client.id)
  return (await contact.executeTakeFirst())?.is_blocked
}

async function readLeadSource(client: SimulatedUser): Promise<string | undefined> {
  const lead = shop.database.db.selectFrom('leads').select('source').where('user_id', '=', client.id)
  return (await lead.executeTakeFirst())?.source
}

/** What became of the turn that saw a message. */
async function readOutcome(client: SimulatedUser, messageId: number): Promise<string | undefined> {
  const turn = shop.database.db
    .selectFrom('turns as t')
    .innerJoin('messages as m', 'm.id', 't.last_message_id')
    .innerJoin('conversations as c', 'c.id', 't.conversation_id')
    .select('t.outcome')
    .where('c.user_id', '=', client.id)
    .where('m.external_id', '=', String(messageId))
  return (await turn.executeTakeFirst())?.outcome
}
