import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectDatabase, type Database, type DatabaseTarget } from '#shared/database'
import { serviceNames } from '../../../services/running-service.ts'
import { type AsrServer, startAsrServer } from '../../asr-server/index.ts'
import { quoteMarks } from '../../kill/marks.ts'
import { type ModelServer, startModelServer } from '../../model-server/index.ts'
import { createTestDatabase, type PostgresServer, startPostgres } from '../../postgres/index.ts'
import { isRedisMissing, type RedisServer, startRedis } from '../../start-redis.ts'
import {
  type EmulatedBot,
  type SimulatedUser,
  startTelegramEmulator,
  type TelegramEmulator,
} from '../../telegram/index.ts'
import type { Need } from '../experiment.ts'
import { type Exchange, recordExchange } from '../load/record-exchange.ts'
import { mountSmallDisk, type SmallDisk } from './mount-small-disk.ts'
import { type Supervisor, supervise } from './supervise.ts'
import { writeEnvironment } from './write-environment.ts'

/** `apart`: four processes on PostgreSQL and Redis. `one-box`: one process on SQLite. */
export type Layout = 'apart' | 'one-box'

/** The platform, running, and everything around it that can break. */
export interface World {
  readonly layout: Layout
  readonly offers: ReadonlySet<Need>
  readonly telegram: TelegramEmulator
  readonly bot: EmulatedBot
  readonly owner: SimulatedUser
  readonly model: ModelServer
  readonly asr: AsrServer
  readonly services: Supervisor
  /** A connection of the test's own. */
  readonly database: Database
  readonly exchange: Exchange
  readonly postgres: PostgresServer
  readonly redis: RedisServer
  readonly disk: SmallDisk
  /** Sets the clock of every process of the platform; 0 sets it right. */
  setClock(offsetMs: number): Promise<void>
  close(): Promise<void>
}

export interface WorldOptions {
  readonly layout: Layout
  /** Everything that is kept is on a small disk. */
  readonly isOnSmallDisk?: boolean
  /** Settings by the names of `.env`, where they shall differ from those of an experiment. */
  readonly env?: Readonly<Record<string, string>>
}

const ownerId = 900_001
// Room for PostgreSQL with its programs and log, and little more.
const diskMegabytes = { apart: 640, 'one-box': 48 }

/** Starts it all; resolves when the platform runs and its owner has said /start. */
export async function openWorld({ layout, isOnSmallDisk = false, env: given = {} }: WorldOptions): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'chaos-'))
  const disk = isOnSmallDisk ? await mountSmallDisk(diskMegabytes[layout]) : null
  // With fsync: what a crash of PostgreSQL may undo is a promise of the platform only where PostgreSQL keeps its own.
  const room = disk === null ? {} : { parentFolder: disk.folder }
  const postgres = layout === 'apart' ? await startPostgres({ ...room, isDurable: true }) : null
  const redis = layout === 'apart' && !isRedisMissing ? await startRedis('chaos') : null
  const telegram = await startTelegramEmulator({ recordCalls: false, messagesPerChat: 200 })
  const bot = telegram.addBot({ token: '4000000000:chaos-bot-token', username: 'chaos_bot' })
  const model = await startModelServer({ latencyMs: [50, 300], reply: quoteMarks, journalSize: 0 })
  // The sound of a voice message is its mark: whoever listens has heard it.
  const asr = await startAsrServer({ hear: async sound => sound.toString() })
  const target = await nameTarget(postgres, disk?.folder ?? folder)
  const clockFile = join(folder, 'clock-offset')
  await writeFile(clockFile, '0')
  const surroundings = writeEnvironment({
    botToken: bot.token,
    telegramUrl: telegram.url,
    modelUrl: model.url,
    asrUrl: asr.url,
    ownerId,
    database: target.engine === 'sqlite' ? { DATABASE_DB_PATH: target.path } : { DATABASE_URL: target.url },
    redisUrl: redis?.url ?? null,
    clockFile,
  })
  const services = supervise(layout === 'apart' ? serviceNames : ['platform'], {
    folder,
    env: { ...surroundings, ...given },
  })
  await services.untilRunning()
  const owner = telegram.addUser({ id: ownerId, firstName: 'Owner', languageCode: 'en' })
  owner.say(bot, '/start')
  await telegram.waitFor(() => telegram.transcript(bot, owner).some(({ author }) => author === 'bot'), 30_000)
  const database = connectDatabase(target)
  return {
    layout,
    offers: new Set(listOffers({ layout, redis, disk })),
    telegram,
    bot,
    owner,
    model,
    asr,
    services,
    database,
    exchange: recordExchange(telegram),
    get postgres() {
      return present(postgres, 'postgres')
    },
    get redis() {
      return present(redis, 'redis')
    },
    get disk() {
      return present(disk, 'small-disk')
    },
    async setClock(offsetMs) {
      await writeFile(clockFile, String(offsetMs))
      services.signal('SIGUSR2')
    },
    async close() {
      await services.stop()
      await database.close()
      await telegram.close()
      await model.stop()
      await asr.stop()
      await redis?.stop()
      await postgres?.stop()
      await disk?.unmount()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function nameTarget(postgres: PostgresServer | null, folder: string): Promise<DatabaseTarget> {
  if (postgres === null) return { engine: 'sqlite', path: join(folder, 'conversations.db') }
  const { url } = await createTestDatabase(postgres.url)
  return { engine: 'postgres', url, poolSize: 2 }
}

interface Parts {
  readonly layout: Layout
  readonly redis: RedisServer | null
  readonly disk: SmallDisk | null
}

function listOffers({ layout, redis, disk }: Parts): readonly Need[] {
  const always: readonly Need[] = layout === 'apart' ? ['services-apart', 'postgres'] : ['one-process']
  return [...always, ...(redis === null ? [] : ['redis' as const]), ...(disk === null ? [] : ['small-disk' as const])]
}

function present<Thing>(thing: Thing | null, need: Need): Thing {
  if (thing === null) throw new TypeError(`this world has no ${need}: the experiment has to name it among its needs`)
  return thing
}
