import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectDatabase, type Database, type DatabaseTarget } from '#shared/database'
import type { ServiceName } from '../services/running-service.ts'
import { buildPlatform, buildTimeoutMs } from './build-platform.ts'
import { createHeldClock } from './held-clock.ts'
import { type ChatRequest, lastUserText } from './model-server/chat-request.ts'
import { type ModelServer, startModelServer } from './model-server/index.ts'
import { type PlatformProcess, startPlatform } from './platform-process.ts'
import {
  type EmulatedBot,
  type Place,
  type SimulatedUser,
  startTelegramEmulator,
  type TelegramEmulator,
  type TelegramEmulatorOptions,
} from './telegram/index.ts'
import { unlimitedWriting } from './unlimited-writing.ts'

/** The built platform in a process of its own, between a Telegram and a model server that a test has in its hands. */
export interface PlatformHarness {
  readonly telegram: TelegramEmulator
  readonly bot: EmulatedBot
  readonly model: ModelServer
  /** The process that was started last. */
  readonly platform: PlatformProcess
  /** The platform's database, through a connection of the test's own. */
  readonly database: Database
  readonly folder: string
  /** Starts the platform, or starts it again over the same data; resolves when it is running. */
  start(env?: Readonly<Record<string, string>>): Promise<PlatformProcess>
  /** The same without waiting, or one service alone. */
  launch(env?: Readonly<Record<string, string>>, service?: ServiceName): PlatformProcess
  newClient(languageCode?: string): SimulatedUser
  /** What the bot has said in a chat, oldest first. */
  said(chat: Place): readonly string[]
  /** Resolves with the first value of `look` that is neither false, null nor undefined; looks whenever something happens in Telegram. */
  until<Found>(look: () => Found | false | null | undefined, timeoutMs?: number): Promise<Found>
  /** Resolves with the bot's latest words in a chat, once it has said so many things there. */
  untilSaid(chat: Place, count: number): Promise<string>
  /** The model takes requests and answers none until the returned function is called. */
  holdModel(): () => void
  /** Resolves when the model is asked about a message with this text. */
  untilAsked(text: string): Promise<void>
  /** Ends it all. Rejects when anything that was said in a conversation, or the bot's token, stands in what the platform printed. */
  close(): Promise<void>
}

export interface PlatformHarnessOptions {
  readonly env?: Readonly<Record<string, string>>
  /** Default: a SQLite file of its own. */
  readonly target?: DatabaseTarget
  /** What the model says. Default: it quotes the last user message. */
  readonly reply?: (request: ChatRequest) => string
  readonly telegram?: TelegramEmulatorOptions
}

// Everything is event-driven; this only ends a test that would never end, also on a machine with too much to do.
const patienceMs = 40_000

/** For hooks that open a harness, which builds. */
export const startTimeoutMs = buildTimeoutMs

/** Opens the world around the platform; `start` starts it. */
export async function openPlatformHarness(options: PlatformHarnessOptions = {}): Promise<PlatformHarness> {
  await buildPlatform()
  const folder = await mkdtemp(join(tmpdir(), 'platform-'))
  const target = options.target ?? { engine: 'sqlite', path: join(folder, 'conversations.db') }
  const telegram = await startTelegramEmulator(options.telegram)
  const bot = telegram.addBot({ token: '4000000000:test-bot-token', username: 'shop_bot', readsAllGroupMessages: true })
  const { model, asked, holdModel, untilAsked } = await startHeldModel(options.reply ?? quote)
  let database: Database | null = null
  const surroundings = describeSurroundings({ telegram, bot, model, target })
  const started: PlatformProcess[] = []
  const until: PlatformHarness['until'] = (look, timeoutMs = patienceMs) => telegram.waitFor(look, timeoutMs)
  const said = (chat: Place): readonly string[] =>
    telegram.transcript(bot, chat).flatMap(entry => (entry.author === 'bot' ? [entry.text] : []))
  const launch: PlatformHarness['launch'] = (env = {}, service) => {
    const platform = startPlatform({ folder, service, env: { ...surroundings, ...options.env, ...env } })
    started.push(platform)
    return platform
  }
  return {
    telegram,
    bot,
    model,
    get database() {
      // Not before it is wanted: the platform shall find no file that it did not make.
      database ??= connectDatabase(target)
      return database
    },
    folder,
    get platform() {
      const latest = started.at(-1)
      if (latest === undefined) throw new Error('the platform was never started')
      return latest
    },
    async start(env) {
      const platform = launch(env)
      await platform.running
      return platform
    },
    launch,
    newClient: languageCode => telegram.addUser({ firstName: 'Client', languageCode }),
    said,
    until,
    untilSaid: (chat, count) => until(() => said(chat).length >= count && said(chat).at(-1)),
    holdModel,
    untilAsked,
    async close() {
      for (const platform of started) await platform.kill()
      await database?.close()
      await telegram.close()
      await model.stop()
      await rm(folder, { recursive: true, force: true })
      const words = [...asked, ...telegram.calls(bot).map(({ params }) => String(params.text ?? params.caption ?? ''))]
      expectNoWords(started, [...words, bot.token])
    },
  }
}

/** Every test that starts the platform proves it too: of what was said to clients and by them nothing is ever printed. */
function expectNoWords(platforms: readonly PlatformProcess[], words: readonly string[]): void {
  const printed = platforms.map(({ said }) => said.stdout + said.stderr).join('\n')
  // A line of a few characters may be a word of our own.
  const lines = new Set(words.flatMap(text => text.split('\n')).filter(line => line.length >= 16))
  const leaked = [...lines].filter(line => printed.includes(line))
  if (leaked.length > 0) throw new Error(`The log holds words of a conversation: ${JSON.stringify(leaked)}`)
}

async function startHeldModel(reply: (request: ChatRequest) => string) {
  const clock = createHeldClock()
  const asked: string[] = []
  const waiting = new Set<() => void>()
  const model = await startModelServer({
    clock,
    // A latency, however short, is what a held clock can hold.
    latencyMs: 1,
    reply(request) {
      asked.push(lastUserText(request))
      for (const look of waiting) look()
      return reply(request)
    },
  })
  const untilAsked = (text: string): Promise<void> =>
    new Promise(resolve => {
      const look = (): void => {
        if (!asked.some(question => question.includes(text))) return
        waiting.delete(look)
        resolve()
      }
      waiting.add(look)
      look()
    })
  return { model, asked, holdModel: clock.hold, untilAsked }
}

function quote(request: ChatRequest): string {
  return `You said: ${lastUserText(request)}`
}

interface Surroundings {
  readonly telegram: TelegramEmulator
  readonly bot: EmulatedBot
  readonly model: ModelServer
  readonly target: DatabaseTarget
}

function describeSurroundings({ telegram, bot, model, target }: Surroundings): Record<string, string> {
  return {
    TELEGRAM_BOT_TOKEN: bot.token,
    TELEGRAM_API_ROOT: telegram.url,
    AI_SERVER_BASE_URL: model.url,
    CONVERSATION_DEBOUNCE_MS: '100',
    ...unlimitedWriting,
    ...(target.engine === 'sqlite' ? { DATABASE_DB_PATH: target.path } : { DATABASE_URL: target.url }),
  }
}
