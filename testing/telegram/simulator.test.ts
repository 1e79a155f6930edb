import { Bot } from 'grammy'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type EmulatedBot, startTelegramEmulator, type TelegramEmulator } from './index.ts'

let emulator: TelegramEmulator
let bot: EmulatedBot

beforeEach(async () => {
  emulator = await startTelegramEmulator({ page: true })
  bot = emulator.addBot({ token: '1001:page', username: 'page_bot', name: 'Page' })
})
afterEach(() => emulator.close())

async function call(method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`${emulator.url}/_sim/${path}`, { method, body: JSON.stringify(body) })
  return response.json()
}

test('the page and its parts are served, and nothing else', async () => {
  const page = await (await fetch(emulator.url)).text()
  const parts = [...page.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(match => match[1])
  expect(parts).toEqual(['/_sim/page.css', '/_sim/page.js'])
  for (const part of [...parts, '/_sim/render.js']) expect((await fetch(`${emulator.url}${part}`)).status).toBe(200)
  expect((await fetch(`${emulator.url}/_sim/../standalone.ts`)).status).toBe(404)
})

test('without the option there is no page', async () => {
  const plain = await startTelegramEmulator()
  expect((await fetch(plain.url)).status).toBe(404)
  await plain.close()
})

test('a person is created, writes, sees the bot type and answer, and presses a button', async () => {
  const client = new Bot(bot.token, { client: { apiRoot: emulator.url } })
  client.on('message', async ctx => {
    await ctx.replyWithChatAction('typing')
    await ctx.reply('Choose', { reply_markup: { inline_keyboard: [[{ text: 'Yes', callback_data: 'yes' }]] } })
  })
  client.on('callback_query', ctx => ctx.answerCallbackQuery('Noted'))
  const running = client.start()
  const events = await openEvents()

  const user = (await call('POST', 'users', { firstName: 'Vera', languageCode: 'ru' })) as { id: number }
  const who = `bot=${bot.id}&user=${user.id}`
  await call('POST', `say?${who}`, { text: 'hello' })
  // grammY confirms an update only after its handler has answered.
  const kinds = await events.until(event => event.kind === 'delivered')
  expect(kinds).toEqual(['message', 'action', 'message', 'delivered'])

  const chat = (await call('GET', `chat?${who}`)) as { messages: { message: { message_id: number; text: string } }[] }
  expect(chat.messages.map(({ message }) => message.text)).toEqual(['hello', 'Choose'])
  await call('POST', `click?${who}`, { messageId: chat.messages[1]?.message.message_id, data: 'yes' })
  await events.until(event => event.kind === 'click-answered' && event.text === 'Noted')
  events.close()
  await client.stop()
  await running
})

test('what cannot be done is answered with the reason', async () => {
  expect(await call('POST', `say?bot=${bot.id}&user=1`, { text: 'x' })).toEqual({ error: 'no such user' })
  expect(await call('POST', 'users', { firstName: ' ' })).toEqual({ error: 'a person needs a name' })
})

interface PageEvent {
  readonly kind: string
  readonly author?: string
  readonly text?: string
}

/** Reads the page's stream as a browser does. */
async function openEvents() {
  const aborter = new AbortController()
  const response = await fetch(`${emulator.url}/_sim/events`, { signal: aborter.signal })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  if (reader === undefined) throw new Error('no stream')
  const kinds: string[] = []
  return {
    close: () => aborter.abort(),
    /** All kinds of events seen until one satisfies `isLast`. */
    async until(isLast: (event: PageEvent) => boolean): Promise<readonly string[]> {
      for (;;) {
        const { value = '', done } = await reader.read()
        if (done) throw new Error('the stream ended')
        const events = [...value.matchAll(/^data: (.*)$/gm)].map(match => JSON.parse(match[1] ?? '{}') as PageEvent)
        kinds.push(...events.map(event => event.kind))
        if (events.some(isLast)) return kinds
      }
    },
  }
}
