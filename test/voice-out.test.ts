import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { App } from '../services/app.ts'
import { compose } from '../services/compose.ts'
import type { RunningService } from '../services/running-service.ts'
import { readSettings } from '../services/settings.ts'
import { startTelegramBot } from '../services/telegram-bot/start-telegram-bot.ts'
import { startWorker } from '../services/worker/start-worker.ts'
import { type AsrServer, startAsrServer } from '../testing/asr-server/index.ts'
import { type LoopbackServer, startLoopbackServer } from '../testing/loopback-server.ts'
import { type ModelServer, startModelServer } from '../testing/model-server/index.ts'
import {
  type EmulatedBot,
  type SimulatedUser,
  startTelegramEmulator,
  type TelegramEmulator,
  type TranscriptEntry,
} from '../testing/telegram/index.ts'
import { unlimitedWriting } from '../testing/unlimited-writing.ts'

const root = join(import.meta.dirname, '..')
// Everything is event-driven; this only ends a test that would never end.
const patienceMs = 60_000
const reply = 'Yes, there is a yard for guests.'

let folder: string
let telegram: TelegramEmulator
let bot: EmulatedBot
let ears: AsrServer
let model: ModelServer
let mouth: LoopbackServer
let app: App
let services: readonly RunningService[]
const wishes: { readonly path: string; readonly body: Readonly<Record<string, unknown>> }[] = []
let isMute = false

// A playbook that speaks is needed, and those of the repository do not: so the services run here, over a copy.
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'voice-out-'))
  await cp(join(root, 'playbooks'), join(folder, 'playbooks'), { recursive: true })
  const playbook = join(folder, 'playbooks/general/playbook.yaml')
  await writeFile(playbook, (await readFile(playbook, 'utf8')).replace('speaks: false', 'speaks: true'))
  telegram = await startTelegramEmulator()
  bot = telegram.addBot({ token: '4000000000:test-bot-token', username: 'shop_bot' })
  ears = await startAsrServer({ text: 'Is there parking?' })
  model = await startModelServer({ reply: () => reply })
  mouth = await startMouth()
  app = await openApp()
  services = [await startTelegramBot(app, () => false), await startWorker(app)]
}, patienceMs)

afterAll(async () => {
  for (const service of services) await service.stop(1000)
  await app.close()
  await app.database.close()
  for (const server of [ears, model, mouth]) await server.stop()
  await telegram.close()
  await rm(folder, { recursive: true, force: true })
})

it(
  'a client who speaks is answered in writing, and then aloud with what the speech server made of the same words',
  async () => {
    const anna = telegram.addUser({ firstName: 'Anna', languageCode: 'en' })
    anna.sendVoice(bot, { bytes: Buffer.from('OggS a question'), durationSeconds: 3 })
    const spoken = await telegram.waitFor(() => answersTo(anna).find(({ message }) => message.voice), patienceMs)
    const answers = answersTo(anna)
    expect(answers.map(({ message }) => message.voice === undefined)).toEqual([true, false])
    expect(answers[0]?.text).toContain(reply)
    expect(wishes).toEqual([
      { path: '/v1/audio/speech', body: expect.objectContaining({ input: answers[0]?.text, response_format: 'opus' }) },
    ])
    expect(telegram.download(bot, spoken.message.voice?.file_id ?? '').toString()).toBe(`OggS${answers[0]?.text}`)
    expect(telegram.violations(bot)).toEqual([])
  },
  3 * patienceMs,
)

it(
  'a client who writes is answered in writing only, and so is one who speaks while no server can',
  async () => {
    const before = wishes.length
    const boris = telegram.addUser({ firstName: 'Boris', languageCode: 'en' })
    boris.say(bot, 'Is there parking?')
    await telegram.waitFor(() => answersTo(boris).length === 1, patienceMs)
    expect(wishes).toHaveLength(before)

    isMute = true
    boris.sendVoice(bot, { bytes: Buffer.from('OggS another question'), durationSeconds: 3 })
    await telegram.waitFor(() => answersTo(boris).length === 2, patienceMs)
    // The voice message comes after the text: only once it has been given up is it certain that none comes.
    await expect.poll(countGivenUp, { timeout: patienceMs }).toBe(1)
    expect(answersTo(boris).map(({ message }) => message.voice)).toEqual([undefined, undefined])
  },
  3 * patienceMs,
)

async function openApp(): Promise<App> {
  const read = readSettings({
    directory: folder,
    env: {
      TELEGRAM_BOT_TOKEN: bot.token,
      TELEGRAM_API_ROOT: telegram.url,
      AI_SERVER_BASE_URL: model.url,
      ASR_SERVER_BASE_URL: ears.url,
      TTS_SERVER_BASE_URL: mouth.url,
      TTS_SERVER_TIMEOUT: '60',
      CONVERSATION_DEBOUNCE_MS: '50',
      DATABASE_DB_PATH: join(folder, 'conversations.db'),
      LOGGING_LEVEL: 'silent',
      ...unlimitedWriting,
    },
  })
  if (read.kind === 'invalid') throw new Error(JSON.stringify(read.faults))
  return compose(read.values, folder)
}

/** Its sound is the text behind the four letters that begin an OGG file. */
function startMouth(): Promise<LoopbackServer> {
  return startLoopbackServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    if (isMute) return void response.writeHead(400).end()
    const body = JSON.parse(Buffer.concat(chunks).toString())
    wishes.push({ path: request.url ?? '', body })
    response.writeHead(200, { 'content-type': 'audio/ogg' }).end(`OggS${body.input}`)
  })
}

function answersTo(client: SimulatedUser): readonly TranscriptEntry[] {
  return telegram.transcript(bot, client).filter(({ author }) => author === 'bot')
}

async function countGivenUp(): Promise<number> {
  const failed = await app.database.db.selectFrom('outbound').select('id').where('state', '=', 'failed').execute()
  return failed.length
}
