import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { unlimitedWriting } from '../unlimited-writing.ts'
import { findFreePort } from './find-free-port.ts'
import type { Launch } from './start-child.ts'

/** What a contender finds when it starts. */
export interface Surroundings {
  readonly token: string
  readonly telegramUrl: string
  readonly modelUrl: string
  /** Empty, and its own. */
  readonly folder: string
  /** A server with the right to create databases; null where there is none. */
  readonly postgresUrl: string | null
}

export interface Contender {
  readonly name: 'floor' | 'sqlite' | 'postgres'
  readonly title: string
  launch(surroundings: Surroundings): Promise<Launch>
}

export const modelName = 'bench-model'

const root = fileURLToPath(new URL('../..', import.meta.url))

export const contenders: readonly Contender[] = [
  { name: 'floor', title: 'bare grammY bot, in memory', launch: launchFloor },
  {
    name: 'sqlite',
    title: 'platform on SQLite',
    launch: around => launchPlatform(around, { DATABASE_DB_PATH: join(around.folder, 'conversations.db') }),
  },
  {
    name: 'postgres',
    title: 'platform on PostgreSQL',
    launch: async around => launchPlatform(around, { DATABASE_URL: await createDatabase(around.postgresUrl) }),
  },
]

async function launchFloor(around: Surroundings): Promise<Launch> {
  return {
    args: ['--import', 'tsx', fileURLToPath(new URL('floor.ts', import.meta.url))],
    env: commonEnv(around),
    cwd: root,
  }
}

/** As its user starts it: built, all four services in one process, with the default settings but for those that hold back. */
async function launchPlatform(around: Surroundings, database: Readonly<Record<string, string>>): Promise<Launch> {
  return {
    args: [...readStartFlags(), join(root, 'dist', 'scripts', 'start.js')],
    env: {
      ...commonEnv(around),
      ...database,
      ...unleashed,
      API_GATEWAY_PORT: String(await findFreePort()),
      LOGGING_LEVEL: 'warn',
    },
    cwd: around.folder,
  }
}

/** What `npm start` tells node of its memory, say. */
function readStartFlags(): readonly string[] {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: { start: string } }
  return scripts.start.split(' ').filter(word => word.startsWith('--'))
}

// A reply must not wait for a burst to end, for a place among the 64 that are thought out at once, or for Telegram's limits,
// which the emulator does not hold here: the bench asks what the platform costs, not what it is told to wait for.
const unleashed = {
  ...unlimitedWriting,
  CONVERSATION_DEBOUNCE_MS: '0',
  CONVERSATION_CONCURRENT_TURNS: '600',
  TELEGRAM_MESSAGES_PER_SECOND_PER_CHAT: '30',
  TELEGRAM_BURST_PER_CHAT: '20',
  TELEGRAM_MESSAGES_PER_SECOND_PER_BOT: '1000',
}

function commonEnv(around: Surroundings): Readonly<Record<string, string>> {
  return {
    TELEGRAM_BOT_TOKEN: around.token,
    TELEGRAM_API_ROOT: around.telegramUrl,
    AI_SERVER_BASE_URL: around.modelUrl,
    AI_SERVER_MODEL: modelName,
  }
}

async function createDatabase(serverUrl: string | null): Promise<string> {
  if (serverUrl === null) throw new Error('no PostgreSQL on this machine')
  const name = `bench_${randomUUID().replaceAll('-', '')}`
  const client = new pg.Client(serverUrl)
  await client.connect()
  try {
    await client.query(`create database ${name}`)
  } finally {
    await client.end()
  }
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}
