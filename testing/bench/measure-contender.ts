import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { EmulatedBot } from '../telegram/index.ts'
import type { Contender } from './contenders.ts'
import { measureProcess, type ProcessUse } from './measure-process.ts'
import type { Stage } from './open-stage.ts'
import { percentile } from './percentile.ts'
import { type LoadResult, runLoad, type WrongReplies } from './run-load.ts'
import type { Scenario } from './scenarios.ts'
import { type Child, startChild } from './start-child.ts'

/** One contender in one scenario. */
export interface Measurement {
  readonly contender: Contender['name']
  readonly scenario: string
  readonly repliesPerSecond: number
  /** What is added to the model's latency, from the update being available to `sendMessage` being received. */
  readonly addedMs: { readonly p50: number; readonly p95: number; readonly p99: number }
  /** Of the contender's process alone. */
  readonly cpuMsPerReply: number
  readonly idleMb: number
  readonly peakMb: number
  /** Of this process, which is Telegram, the people and the model: what the contender's share of the machine is not. */
  readonly stageCpuMsPerReply: number
  readonly wrong: WrongReplies
  /** What the contender had to say, when anything went wrong; else ''. */
  readonly lastWords: string
}

export interface Run {
  readonly contender: Contender
  readonly scenario: Scenario
  readonly measureMs: number
  /** Where to leave a CPU profile; null for none, which is how to measure. */
  readonly profileFolder: string | null
}

const warmUpMs = 1_500
const settleMs = 1_000
const startWithinMs = 30_000

/** Starts the contender anew, with an empty folder and a bot of its own, runs the load, and stops it. */
export async function measureContender(stage: Stage, run: Run): Promise<Measurement> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'))
  const bot = stage.emulator.addBot({ token: nextToken(), username: 'bench_bot' })
  const child = await startContender(stage, run, { bot, folder })
  try {
    await Promise.race([untilPolling(stage, bot), child.ended])
    await pause(settleMs)
    const idle = measureProcess(child.pid)
    const marks: Mark[] = []
    const load = runLoad({
      emulator: stage.emulator,
      bot,
      people: stage.people.slice(0, run.scenario.chats),
      inFlight: run.scenario.inFlight,
      warmUpMs,
      measureMs: run.measureMs,
      onMark: () => void marks.push({ child: measureProcess(child.pid), stage: measureProcess(process.pid) }),
    })
    const result = await Promise.race([load, child.ended])
    return {
      ...summarise(run, result, marks),
      idleMb: idle.residentMb,
      lastWords: isRight(result) ? '' : child.lastWords(),
    }
  } finally {
    await child.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

let bots = 0

function nextToken(): string {
  bots += 1
  return `${1_000_000 + bots}:${'benchmark'.repeat(4).slice(0, 35)}`
}

interface Place {
  readonly bot: EmulatedBot
  readonly folder: string
}

async function startContender(stage: Stage, run: Run, { bot, folder }: Place): Promise<Child> {
  const launch = await run.contender.launch({
    token: bot.token,
    telegramUrl: stage.emulator.url,
    modelUrl: stage.modelUrl(run.scenario),
    folder,
    postgresUrl: stage.postgresUrl,
  })
  const { profileFolder, contender, scenario } = run
  const profile = [
    '--cpu-prof',
    `--cpu-prof-dir=${profileFolder}`,
    `--cpu-prof-name=${contender.name}-${scenario.name}.cpuprofile`,
  ]
  return startChild({ ...launch, args: [...(profileFolder === null ? [] : profile), ...launch.args] })
}

/** The contender is up when it asks for updates. */
function untilPolling({ emulator }: Stage, bot: EmulatedBot): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no getUpdates within ${startWithinMs} ms`)), startWithinMs)
    const stop = emulator.onEvent(event => {
      if (event.kind !== 'calling' || event.bot.id !== bot.id || event.call.method !== 'getUpdates') return
      clearTimeout(timer)
      stop()
      resolve()
    })
  })
}

interface Mark {
  readonly child: ProcessUse
  readonly stage: ProcessUse
}

function summarise(run: Run, result: LoadResult, marks: readonly Mark[]): Omit<Measurement, 'idleMb' | 'lastWords'> {
  const [begin, end] = marks
  if (begin === undefined || end === undefined) throw new TypeError('a load marks its begin and its end')
  const added = (percent: number): number => percentile(result.latenciesMs, percent) - run.scenario.modelLatencyMs
  const perReply = (beginMs: number, endMs: number): number => (endMs - beginMs) / result.latenciesMs.length
  return {
    contender: run.contender.name,
    scenario: run.scenario.name,
    repliesPerSecond: result.repliesPerSecond,
    addedMs: { p50: added(50), p95: added(95), p99: added(99) },
    cpuMsPerReply: perReply(begin.child.cpuMs, end.child.cpuMs),
    stageCpuMsPerReply: perReply(begin.stage.cpuMs, end.stage.cpuMs),
    peakMb: end.child.peakMb,
    wrong: result.wrong,
  }
}

function isRight({ wrong }: LoadResult): boolean {
  return wrong.unanswered + wrong.doubled + wrong.mistaken === 0
}
