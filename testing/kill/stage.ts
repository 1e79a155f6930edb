import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectDatabase, type Database, type DatabaseTarget } from '#shared/database'
import { type ModelServer, startModelServer } from '../model-server/index.ts'
import { type PlatformProcess, startPlatform } from '../platform-process.ts'
import {
  type EmulatedBot,
  type SimulatedUser,
  startTelegramEmulator,
  type TelegramEmulator,
} from '../telegram/index.ts'
import { unlimitedWriting } from '../unlimited-writing.ts'
import { type Chronicle, keepChronicle } from './chronicle.ts'
import { quoteMarks } from './marks.ts'

/** The world around the platform under test. It outlives every kill. */
export interface Stage {
  readonly telegram: TelegramEmulator
  readonly bot: EmulatedBot
  readonly people: readonly SimulatedUser[]
  /** As many others, who have not written yet, take their places. */
  replacePeople(): void
  readonly chronicle: Chronicle
  readonly database: Database
  /** Starts the platform on the one data folder; `running` says when. */
  launch(): PlatformProcess
  close(): Promise<void>
}

export interface StageOptions {
  readonly chats: number
  /** Null: a SQLite file of its own. */
  readonly databaseUrl: string | null
}

export async function openStage({ chats, databaseUrl }: StageOptions): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'kill-'))
  const telegram = await startTelegramEmulator({ recordCalls: false, messagesPerChat: 50 })
  const bot = telegram.addBot({ token: '4000000000:kill-test-bot-token', username: 'kill_test_bot' })
  const model = await startModelServer({ latencyMs: [50, 300], reply: quoteMarks, journalSize: 0 })
  const target = toTarget(folder, databaseUrl)
  const database = connectDatabase(target)
  let people = invite(telegram, chats, 5000)
  return {
    telegram,
    bot,
    get people() {
      return people
    },
    replacePeople() {
      people = invite(telegram, chats, (people[0]?.id ?? 0) + chats)
    },
    chronicle: keepChronicle(telegram),
    database,
    launch: () => startPlatform({ folder, env: writeEnvironment({ telegram, bot, model, target }) }),
    async close() {
      await database.close()
      await telegram.close()
      await model.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function invite(telegram: TelegramEmulator, count: number, firstId: number): readonly SimulatedUser[] {
  return Array.from({ length: count }, (_, index) =>
    telegram.addUser({ id: firstId + index, firstName: `Client ${index}` }),
  )
}

function toTarget(folder: string, databaseUrl: string | null): DatabaseTarget {
  if (databaseUrl !== null) return { engine: 'postgres', url: databaseUrl, poolSize: 2 }
  return { engine: 'sqlite', path: join(folder, 'conversations.db') }
}

interface Surroundings {
  readonly telegram: TelegramEmulator
  readonly bot: EmulatedBot
  readonly model: ModelServer
  readonly target: DatabaseTarget
}

function writeEnvironment({ telegram, bot, model, target }: Surroundings): Record<string, string> {
  return {
    TELEGRAM_BOT_TOKEN: bot.token,
    TELEGRAM_API_ROOT: telegram.url,
    AI_SERVER_BASE_URL: model.url,
    LOGGING_LEVEL: 'warn',
    ...unlimitedWriting,
    CONVERSATION_DEBOUNCE_MS: '100',
    // As short as it may be: on PostgreSQL a killed worker's turns wait until its lease has lapsed.
    CONVERSATION_LEASE_SECONDS: '5',
    // Four quick messages may get four quick answers; a second a message would only make the rounds long.
    TELEGRAM_MESSAGES_PER_SECOND_PER_CHAT: '30',
    TELEGRAM_BURST_PER_CHAT: '20',
    TELEGRAM_MESSAGES_PER_SECOND_PER_BOT: '1000',
    ...(target.engine === 'sqlite' ? { DATABASE_DB_PATH: target.path } : { DATABASE_URL: target.url }),
  }
}
