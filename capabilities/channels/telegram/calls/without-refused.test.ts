import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFakeClock, type FakeClock, Secret, silentLogger } from '#shared/utils'
import {
  type EmulatedBot,
  type SimulatedUser,
  startTelegramEmulator,
  type TelegramEmulator,
} from '../../../../testing/telegram/index.ts'
import type { Channel, ChatAddress, OutboundPart } from '../../contract.ts'
import { createButtonSeal } from '../buttons/button-seal.ts'
import { createTelegramClient } from '../client/create-client.ts'
import { createTelegramChannel } from '../create-telegram-channel.ts'
import { createFloodBudget } from '../flood/flood-budget.ts'

const token = '42:a-secret-token'
const quote = 'How much is a haircut?'
const { signal } = new AbortController()
let clock: FakeClock
let emulator: TelegramEmulator
let bot: EmulatedBot
let anna: SimulatedUser
let channel: Channel

beforeEach(async () => {
  clock = createFakeClock()
  emulator = await startTelegramEmulator({ clock, rateModel: 'telegram' })
  bot = emulator.addBot({ token, username: 'sales_bot' })
  anna = emulator.addUser({ firstName: 'Anna' })
  const client = createTelegramClient({ token: new Secret(token), apiRoot: emulator.url, clock })
  const seal = createButtonSeal(new Secret(token))
  channel = createTelegramChannel({ client, budget: createFloodBudget({ clock }), seal, logger: silentLogger })
})
afterEach(async () => {
  expect(emulator.violations(bot)).toEqual([])
  await emulator.close()
})

describe('an answer', () => {
  it('quotes the words that it answers', async () => {
    const { asked, part } = ask()
    expect(await sendAdmitted(part)).toMatchObject({ kind: 'sent' })
    expect(repliesShown()).toEqual([['Ten euros', asked.message.message_id, quote]])
  })

  it('points at the message alone when the client has changed the words meanwhile', async () => {
    const { asked, part } = ask()
    anna.edit(asked, 'Good day! How much is a shave?')
    expect(await sendAdmitted(part)).toMatchObject({ kind: 'sent' })
    expect(repliesShown()).toEqual([['Ten euros', asked.message.message_id, undefined]])
  })

  it('points at nothing when the message is not found', async () => {
    const { part } = ask()
    const description = 'Bad Request: message to be replied not found'
    emulator.faults.add({ method: 'sendMessage', kind: 'status', status: 400, description })
    expect(await sendAdmitted(part)).toMatchObject({ kind: 'sent' })
    expect(repliesShown()).toEqual([['Ten euros', undefined, undefined]])
  })

  it('waits for a place where the refused call took the last one, and is not refused a second time', async () => {
    const { asked, part } = ask()
    anna.edit(asked, 'Good day! How much is a shave?')
    for (let place = 0; place < 2; place++) {
      await sendAdmitted({ text: 'Hello', entities: [], replyToMessageId: null })
    }
    const outcome = await sendAdmitted(part)
    expect(outcome).toMatchObject({ kind: 'rate-limited', retryAfterMs: expect.any(Number) })
    expect(await sendAdmitted(part)).toMatchObject({ kind: 'sent' })
    const calls = emulator.calls(bot, { method: 'sendMessage' })
    expect(calls.filter(({ outcome: { kind } }) => kind === 'refused')).toHaveLength(1)
  })
})

function ask() {
  const asked = anna.say(bot, `Good day! ${quote} I am free on Friday.`)
  const replyToMessageId = `${asked.message.message_id}`
  return { asked, part: { text: 'Ten euros', entities: [], replyToMessageId, quote } }
}

/** As the speaker does: no call without a place. */
async function sendAdmitted(part: OutboundPart) {
  const chat: ChatAddress = { businessConnectionId: '', chatId: `${anna.id}`, topicId: '', chatType: 'private' }
  for (let waitMs = channel.admit(chat); waitMs > 0; waitMs = channel.admit(chat)) await clock.advance(waitMs)
  return channel.send(chat, part, signal)
}

function repliesShown() {
  const sent = emulator.transcript(bot, anna).filter(({ author }) => author === 'bot')
  return sent.map(({ text, message }) => [text, message.reply_to_message?.message_id, message.quote?.text])
}
