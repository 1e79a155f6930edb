import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { createFakeClock, Secret, systemClock } from '#shared/utils'
import { startLoopbackServer } from '../../../../testing/loopback-server.ts'
import { type EmulatedBot, startTelegramEmulator, type TelegramEmulator } from '../../../../testing/telegram/index.ts'
import { createTelegramClient, type TelegramClient } from '../client/create-client.ts'
import { findOwnerChat } from './find-owner-chat.ts'
import { measureClockSkew } from './measure-clock-skew.ts'
import { readWebhookState } from './read-webhook-state.ts'

const TOKEN = '42:a-secret-token'
const { signal } = new AbortController()
let emulator: TelegramEmulator
let bot: EmulatedBot
let client: TelegramClient

beforeEach(async () => {
  emulator = await startTelegramEmulator({ webhookTimeScale: 0.01 })
  bot = emulator.addBot({ token: TOKEN, username: 'sales_bot', name: 'Sales' })
  client = clientOf(TOKEN)
})
afterEach(() => emulator.close())

describe('where updates are delivered', () => {
  it('is nowhere for a bot that polls, and what waits is counted', async () => {
    emulator.addUser({ firstName: 'Vera' }).say(bot, 'hello')
    expect(await readWebhookState(client, signal)).toEqual({
      kind: 'known',
      state: { url: null, pendingCount: 1, lastError: null },
    })
  })

  it('is the webhook, with the last failure in the words of Telegram', async () => {
    const refusing = await startLoopbackServer((_, response) => void response.writeHead(502).end())
    onTestFinished(() => refusing.stop())
    await emulator.close()
    emulator = await startTelegramEmulator({ webhookTimeScale: 0.01, routeWebhook: () => new URL(refusing.url) })
    bot = emulator.addBot({ token: TOKEN, username: 'sales_bot', name: 'Sales' })
    client = clientOf(TOKEN)
    await client.raw.setWebhook({ url: 'https://bot.example.com/telegram' })
    emulator.addUser({ firstName: 'Vera' }).say(bot, 'hello')
    await expect
      .poll(() => readWebhookState(client, signal))
      .toMatchObject({
        kind: 'known',
        state: {
          url: 'https://bot.example.com/telegram',
          pendingCount: 1,
          lastError: { message: expect.stringContaining('502') },
        },
      })
  })

  it('is not told to a wrong token, nor when Telegram is away', async () => {
    expect(await readWebhookState(clientOf('43:revoked'), signal)).toEqual({ kind: 'unauthorized' })
    await emulator.close()
    expect(await readWebhookState(clientOf(TOKEN), signal)).toMatchObject({ kind: 'unreachable', code: 'ECONNREFUSED' })
  })
})

describe('the chat with the owner', () => {
  it('is open once the owner has written to the bot', async () => {
    const owner = emulator.addUser({ firstName: 'Olga' })
    expect(await findOwnerChat(client, owner.id, signal)).toEqual({ kind: 'not-opened' })
    owner.say(bot, '/start')
    expect(await findOwnerChat(client, owner.id, signal)).toEqual({ kind: 'open', name: 'Olga' })
  })

  it('is not open with somebody whom Telegram does not know', async () => {
    expect(await findOwnerChat(client, 404, signal)).toEqual({ kind: 'not-opened' })
  })

  it('is not known while Telegram is away', async () => {
    await emulator.close()
    expect(await findOwnerChat(clientOf(TOKEN), 1, signal)).toEqual({ kind: 'unknown', code: 'ECONNREFUSED' })
  })
})

describe('the difference of the clocks', () => {
  it('is within a second for the clock of the same machine', async () => {
    const skew = await measureClockSkew(emulator.url, systemClock, signal)
    expect(skew.kind === 'measured' && Math.abs(skew.aheadMs)).toBeLessThan(2_000)
  })

  it.each([
    ['ahead', 3_600_000],
    ['behind', -7_000],
  ])('is seen when ours is %s', async (_, aheadMs) => {
    const clock = createFakeClock()
    const theirs = await startLoopbackServer((_request, response) => {
      response
        .setHeader('date', new Date(clock.now() - aheadMs).toUTCString())
        .writeHead(302)
        .end()
    })
    onTestFinished(() => theirs.stop())
    expect(await measureClockSkew(theirs.url, clock, signal)).toEqual({ kind: 'measured', aheadMs: aheadMs - 500 })
  })

  it('is unknown without a date and without Telegram', async () => {
    const dateless = await startLoopbackServer((_, response) => {
      response.sendDate = false
      response.end()
    })
    expect(await measureClockSkew(dateless.url, systemClock, signal)).toEqual({ kind: 'unknown', code: 'no_date' })
    await dateless.stop()
    expect(await measureClockSkew(dateless.url, systemClock, signal)).toEqual({ kind: 'unknown', code: 'ECONNREFUSED' })
  })
})

function clientOf(token: string): TelegramClient {
  return createTelegramClient({ token: new Secret(token), apiRoot: emulator.url, clock: systemClock })
}
