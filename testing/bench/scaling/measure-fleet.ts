import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ServiceName } from '../../../services/running-service.ts'
import type { ModelServer } from '../../model-server/index.ts'
import { type PlatformProcess, startPlatform } from '../../platform-process.ts'
import { createTestDatabase } from '../../postgres/index.ts'
import type { SimulatedUser, TelegramEmulator } from '../../telegram/index.ts'
import { unlimitedWriting } from '../../unlimited-writing.ts'
import { modelName } from '../contenders.ts'
import { measureProcess } from '../measure-process.ts'
import { runLoad, type WrongReplies } from '../run-load.ts'

/** Turns that one worker thinks out at a time. */
export const turnsPerWorker = 16

export interface Fleet {
  readonly title: string
  readonly workers: number
  /** One process on SQLite; else a telegram-bot and so many workers on PostgreSQL and Redis. */
  readonly isOneBox: boolean
}

export interface FleetMeasurement {
  readonly fleet: Fleet
  readonly repliesPerSecond: number
  /** What the processes of the platform took of one core, by kind. */
  readonly cpuMsPerReply: { readonly speaking: number; readonly thinking: number }
  /** Of all cores, whoever used them: near 1, the machine is the limit. */
  readonly machineBusy: number
  readonly wrong: WrongReplies
}

/** The world that all fleets share. */
export interface Stage {
  readonly telegram: TelegramEmulator
  readonly people: readonly SimulatedUser[]
  readonly model: ModelServer
  readonly postgresUrl: string
  readonly redisUrl: string
}

const warmUpMs = 3_000
let nextBot = 4_100_000_000

/** Starts a fleet over an empty database, keeps twice as many clients waiting as it can think of at a time, and counts the replies. */
export async function measureFleet(stage: Stage, fleet: Fleet, measureMs: number): Promise<FleetMeasurement> {
  const folder = await mkdtemp(join(tmpdir(), 'scaling-'))
  const bot = stage.telegram.addBot({ token: `${nextBot++}:scaling-bot-token`, username: 'scaling_bot' })
  const database = fleet.isOneBox ? null : await createTestDatabase(stage.postgresUrl)
  const env = {
    TELEGRAM_BOT_TOKEN: bot.token,
    ...writeEnvironment(stage),
    ...(database === null
      ? { DATABASE_DB_PATH: join(folder, 'conversations.db') }
      : { DATABASE_URL: database.url, REDIS_URL: stage.redisUrl }),
  }
  const launch = (service?: ServiceName): PlatformProcess => startPlatform({ folder, env, service })
  const workers = fleet.isOneBox ? [launch()] : Array.from({ length: fleet.workers }, () => launch('worker'))
  const speakers = fleet.isOneBox ? [] : [launch('telegram-bot')]
  const processes = [...workers, ...speakers]
  try {
    await Promise.all(processes.map(({ running }) => running))
    const marks: Mark[] = []
    const inFlight = 2 * turnsPerWorker * fleet.workers
    const people = stage.people.slice(0, 2 * inFlight)
    const onMark = (): void => void marks.push(takeMark(workers, speakers))
    const { telegram: emulator } = stage
    const load = await runLoad({ emulator, bot, people, inFlight, warmUpMs, measureMs, onMark })
    return { fleet, ...compare(marks, load.repliesPerSecond * (measureMs / 1000)), ...load }
  } finally {
    await Promise.all(processes.map(process => process.stop()))
    await database?.drop()
    await rm(folder, { recursive: true, force: true })
  }
}

function writeEnvironment({ telegram, model }: Stage): Readonly<Record<string, string>> {
  return {
    TELEGRAM_API_ROOT: telegram.url,
    AI_SERVER_BASE_URL: model.url,
    AI_SERVER_MODEL: modelName,
    CONVERSATION_CONCURRENT_TURNS: String(turnsPerWorker),
    CONVERSATION_DEBOUNCE_MS: '0',
    TELEGRAM_MESSAGES_PER_SECOND_PER_CHAT: '30',
    TELEGRAM_BURST_PER_CHAT: '20',
    TELEGRAM_MESSAGES_PER_SECOND_PER_BOT: '1000',
    LOGGING_LEVEL: 'warn',
    ...unlimitedWriting,
  }
}

interface Mark {
  readonly thinkingMs: number
  readonly speakingMs: number
  readonly busyMs: number
  readonly idleMs: number
}

function takeMark(workers: readonly PlatformProcess[], speakers: readonly PlatformProcess[]): Mark {
  const times = cpus().map(core => core.times)
  const idleMs = sum(times.map(({ idle }) => idle))
  const busyMs = sum(times.map(({ user, nice, sys, irq }) => user + nice + sys + irq))
  return { thinkingMs: cpuOf(workers), speakingMs: cpuOf(speakers), busyMs, idleMs }
}

function cpuOf(processes: readonly PlatformProcess[]): number {
  return sum(processes.map(({ pid }) => measureProcess(pid).cpuMs))
}

function compare(
  [begin, end]: readonly Mark[],
  replies: number,
): Pick<FleetMeasurement, 'cpuMsPerReply' | 'machineBusy'> {
  if (begin === undefined || end === undefined) throw new TypeError('the load ended before it was measured')
  const busyMs = end.busyMs - begin.busyMs
  return {
    cpuMsPerReply: {
      thinking: (end.thinkingMs - begin.thinkingMs) / replies,
      speaking: (end.speakingMs - begin.speakingMs) / replies,
    },
    machineBusy: busyMs / (busyMs + end.idleMs - begin.idleMs),
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
