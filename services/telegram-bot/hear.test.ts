import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  createButtonSeal,
  createFloodBudget,
  createPressAnswerer,
  createTelegramClient,
  type PressAnswerer,
  type WebhookHandler,
} from '#capabilities/channels'
import { saveAccount } from '#capabilities/conversations'
import { createIngest, createPreviews } from '#flow'
import { formatFaults } from '#shared/config'
import { connectDatabase, type Database, migrate } from '#shared/database'
import { createBus, createMemoryQueue } from '#shared/events'
import { chance, newId, Secret, silentLogger, systemClock } from '#shared/utils'
import { type LoopbackServer, startLoopbackServer } from '../../testing/loopback-server.ts'
import {
  type EmulatedBot,
  type SimulatedUser,
  startTelegramEmulator,
  type TelegramEmulator,
} from '../../testing/telegram/index.ts'
import { readSettings } from '../settings.ts'
import { startHearing } from './hear.ts'
import type { RunningHearing } from './hearing.ts'
import { webhookAddress } from './webhook/webhook-address.ts'
import { createWebhookHost } from './webhook/webhook-host.ts'

const token = '42:a-secret-token'
const seal = createButtonSeal(new Secret(token))
const environments = {
  polling: { TELEGRAM_MODE: 'polling' },
  webhook: {
    TELEGRAM_MODE: 'webhook',
    TELEGRAM_WEBHOOK_URL: 'https://shop.example/telegram',
    TELEGRAM_WEBHOOK_SECRET: 'webhook-secret',
  },
}

describe.each(['polling', 'webhook'] as const)('a button pressed while hearing by %s', mode => {
  let emulator: TelegramEmulator
  let bot: EmulatedBot
  let anna: SimulatedUser
  let database: Database
  let presses: PressAnswerer
  let hearing: RunningHearing
  let server: LoopbackServer
  let handleWebhook: WebhookHandler | null

  beforeEach(async () => {
    handleWebhook = null
    server = await startLoopbackServer((request, response) => void handleWebhook?.(request, response))
    emulator = await startTelegramEmulator({ routeWebhook: ({ pathname }) => new URL(pathname, server.url) })
    bot = emulator.addBot({ token, username: 'sales_bot' })
    anna = emulator.addUser({ firstName: 'Anna' })
    database = connectDatabase({ engine: 'sqlite', path: ':memory:' })
    await migrate(database)
    hearing = await hear()
  })

  afterEach(async () => {
    await hearing.stop('for-a-while')
    await presses.close()
    await emulator.close()
    await server.stop()
    await database.close()
  })

  async function hear(): Promise<RunningHearing> {
    const common = { clock: systemClock, logger: silentLogger, newId, chance, bus: createBus(silentLogger), database }
    const queue = createMemoryQueue(systemClock, silentLogger)
    const client = createTelegramClient({ token: new Secret(token), apiRoot: emulator.url, clock: systemClock })
    const budget = createFloodBudget({ clock: systemClock })
    const facts = { channel: 'telegram', externalId: '42', username: null, displayName: null }
    const accountId = await saveAccount(database.db, facts, systemClock.now())
    presses = createPressAnswerer({ client, budget, logger: silentLogger, explainUnknown: () => 'unknown' })
    const ingest = createIngest({
      ...common,
      queue,
      limitInbound: null,
      settings: { debounceMs: 0, maxWaitMs: 0, minIntervalMs: 0 },
    })
    const settings = readTestSettings(environments[mode])
    return startHearing({
      app: { ...common, ingest, previews: createPreviews(), settings },
      client,
      bot: { accountId, id: bot.id, username: () => bot.username, seal, close: async () => {} },
      budget,
      presses,
      host: createWebhookHost({ clock: systemClock, settings }, (_path, handler) => {
        handleWebhook = handler
        return true
      }),
      webhook: webhookAddress(settings),
      onCondition: () => {},
    })
  }

  async function offerAndPress() {
    anna.say(bot, 'When?')
    await emulator.waitFor(() => emulator.pendingUpdateIds(bot).length === 0)
    const chat = { businessConnectionId: '', chatId: `${anna.id}`, topicId: '', chatType: 'private' } as const
    const sealed = seal.close(chat, 'slot:1')
    const keyboard = { inline_keyboard: [[{ text: 'Fri 15:00', callback_data: sealed }]] }
    const body = JSON.stringify({ chat_id: anna.id, text: 'Choose', reply_markup: keyboard })
    const headers = { 'content-type': 'application/json' }
    await fetch(`${emulator.url}/bot${token}/sendMessage`, { method: 'POST', headers, body })
    const message = emulator.transcript(bot, anna).at(-1)
    if (message === undefined) throw new TypeError('nothing was offered')
    return { message, click: anna.click(message, sealed) }
  }

  it('is stored with its label and its data, stops spinning, and loses its keyboard', async () => {
    const { click } = await offerAndPress()
    await emulator.waitFor(() => click.answer !== null)
    await emulator.waitFor(() => emulator.transcript(bot, anna).at(-1)?.message.reply_markup === undefined)
    const row = await database.db.selectFrom('messages').selectAll().orderBy('id', 'desc').executeTakeFirstOrThrow()
    expect(row).toMatchObject({ kind: 'button', content: 'Fri 15:00' })
    expect(JSON.parse(row.message_metadata ?? 'null')).toEqual({
      data: 'slot:1',
      callbackQueryId: click.id,
      buttonMessageId: `${emulator.transcript(bot, anna).at(-1)?.messageId}`,
    })
  })

  it('is acknowledged and heard past, though its answer hangs', async () => {
    emulator.faults.add({ method: 'answerCallbackQuery', kind: 'hang' })
    const { click } = await offerAndPress()
    anna.say(bot, 'Are you there?')
    await emulator.waitFor(() => emulator.pendingUpdateIds(bot).length === 0)
    const texts = await database.db.selectFrom('messages').select('content').orderBy('id').execute()
    expect(texts.map(row => row.content).sort()).toEqual(['Are you there?', 'Fri 15:00', 'When?'])
    expect(click.answer).toBeNull()
  })
})

function readTestSettings(env: Readonly<Record<string, string>>) {
  const outcome = readSettings({ directory: '/no/such/folder', env })
  if (outcome.kind === 'invalid') throw new TypeError(formatFaults(outcome.faults))
  return outcome.values
}
