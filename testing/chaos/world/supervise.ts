import { sleep, systemClock } from '#shared/utils'
import type { ServiceName } from '../../../services/running-service.ts'
import { type PlatformProcess, startPlatform } from '../../platform-process.ts'

/** A process under supervision: one service, or all four in one. */
export type Part = ServiceName | 'platform'

/** Keeps the platform's processes running, as systemd or Docker does: whatever ends is started again. */
export interface Supervisor {
  readonly parts: readonly Part[]
  /** Starts what has ended since the last call that was counted, by whatever hand. */
  readonly restarts: number
  /** Process ids of those that are running now. */
  pids(part?: Part): readonly number[]
  /** kill -9. */
  kill(part: Part): Promise<void>
  signal(signal: NodeJS.Signals, part?: Part): void
  /** Resolves when every part says that it is running. */
  untilRunning(): Promise<void>
  /** The end of what each has written to standard error, for whoever looks for a cause. */
  lastWords(): string
  stop(): Promise<void>
}

// systemd's RestartSec and Docker's first back-off are 100 ms; a service that cannot start yet is not started ten times a second.
const pauseMs = 300
const keptWords = 2_000

export function supervise(
  parts: readonly Part[],
  surroundings: { readonly folder: string; readonly env: Readonly<Record<string, string>> },
): Supervisor {
  const running = new Map<Part, PlatformProcess>()
  const words: string[] = []
  let restarts = 0
  let isStopping = false
  for (const part of parts) void keepRunning(part)
  return {
    parts,
    get restarts() {
      return restarts
    },
    pids: part => chosen(part).map(({ pid }) => pid),
    async kill(part) {
      await running.get(part)?.kill()
    },
    signal(signal, part) {
      for (const { pid } of chosen(part)) process.kill(pid, signal)
    },
    untilRunning,
    lastWords: () => [...words, ...[...running].map(([part, { said }]) => describe(part, said.stderr))].join('\n'),
    async stop() {
      isStopping = true
      await Promise.all([...running.values()].map(platform => platform.kill()))
    },
  }

  async function keepRunning(part: Part): Promise<void> {
    while (!isStopping) {
      const platform = startPlatform({ ...surroundings, service: part === 'platform' ? undefined : part })
      running.set(part, platform)
      const { status, signal } = await platform.ended
      if (isStopping) return
      words.push(describe(`${part} ended with ${status ?? signal}`, platform.said.stderr))
      if (words.length > 20) words.shift()
      restarts += 1
      await sleep(systemClock, pauseMs)
    }
  }

  function chosen(part: Part | undefined): readonly PlatformProcess[] {
    return [...running].flatMap(([name, platform]) => (part === undefined || part === name ? [platform] : []))
  }

  async function untilRunning(): Promise<void> {
    for (const part of parts) await untilPartRuns(part)
  }

  /** The one that runs may be a later one than the one that is looked at first. */
  async function untilPartRuns(part: Part): Promise<void> {
    for (;;) {
      const hasStarted = await running.get(part)?.running.then(
        () => true,
        () => false,
      )
      if (hasStarted === true && (await isStillThere(part))) return
      await sleep(systemClock, 50)
    }
  }

  async function isStillThere(part: Part): Promise<boolean> {
    const ended = running.get(part)?.ended.then(() => false)
    return (await Promise.race([ended, sleep(systemClock, 0).then(() => true)])) ?? false
  }
}

function describe(title: string, stderr: string): string {
  return `--- ${title}\n${stderr.slice(-keptWords)}`
}
