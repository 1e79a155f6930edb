import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'

export interface Launch {
  /** Arguments of node. */
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly cwd: string
}

export interface Child {
  readonly pid: number
  /** Rejects when the process ends before it is told to; never resolves. */
  readonly ended: Promise<never>
  /** The end of what it has written to standard error. */
  lastWords(): string
  /** SIGTERM; after 15 s SIGKILL. Throws when it did not end with status 0. */
  stop(): Promise<void>
}

const graceMs = 15_000
const keptWords = 4_000

/** Runs node with nothing of our environment but PATH and HOME: settings of this machine must not change what is measured. */
export async function startChild({ args, env, cwd }: Launch): Promise<Child> {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(process.execPath, args, {
    cwd,
    env: { PATH, HOME, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let lastWords = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    lastWords = (lastWords + text).slice(-keptWords)
  })
  const exit = once(child, 'exit')
  const ended = exit.then(([status, signal]): never => {
    throw new Error(`${args.at(-1)} ended with ${status ?? signal}: ${lastWords}`)
  })
  // Whoever waits for the child hears of it; nobody has to.
  ended.catch(() => {})
  await once(child, 'spawn')
  return {
    pid: child.pid ?? 0,
    ended,
    lastWords: () => lastWords,
    async stop() {
      child.kill('SIGTERM')
      const isLate = new AbortController()
      void pause(graceMs, null, { signal: isLate.signal }).then(
        () => child.kill('SIGKILL'),
        () => {},
      )
      const [status, signal] = await exit
      isLate.abort()
      if (status !== 0) throw new Error(`${args.at(-1)} did not stop cleanly (${status ?? signal}): ${lastWords}`)
    },
  }
}
