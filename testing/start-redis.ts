import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const executablePath = '/usr/bin/redis-server'

/** Whether tests that start a Redis must be skipped. Never in CI: there a missing server is a failure, not a pass. */
export const isRedisMissing = !existsSync(executablePath) && process.env.CI === undefined

/** The same for tests to which any Redis will do: `TEST_REDIS_URL` names one. */
export const isAnyRedisMissing = isRedisMissing && process.env.TEST_REDIS_URL === undefined

export interface RedisServer {
  /** `redis://:<password>@127.0.0.1:<port>`; 16 databases. */
  readonly url: string
  /** Of the process that runs now. */
  readonly pid: number
  /** SIGSTOP: it keeps its connections, takes new ones, and answers nothing. */
  pause(): void
  resume(): void
  /** kill -9; what was in it is gone. */
  kill(): Promise<void>
  /** The same server again, empty, at the same address. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** Debian's Redis, empty, keeping nothing, on a free port unless one is named. Rejects when it cannot start. */
export async function startRedis(password: string, wantedPort?: number): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), 'redis-'))
  const port = wantedPort ?? (await findFreePort())
  const settings = ['--bind', '127.0.0.1', '--port', String(port), '--save', '', '--dir', folder]
  const launch = (): Promise<ChildProcess> => launchRedis([...settings, '--requirepass', password])
  let child = await launch()
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }
  return {
    url: `redis://:${password}@127.0.0.1:${port}`,
    get pid() {
      return child.pid ?? 0
    },
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    kill: () => end('SIGKILL'),
    async restart() {
      await end('SIGKILL')
      child = await launch()
    },
    async stop() {
      child.kill('SIGCONT')
      await end('SIGTERM')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The Redis of `TEST_REDIS_URL`, or one of the test's own. Use keys of a prefix of your own in it. */
export async function openTestRedis(): Promise<Pick<RedisServer, 'url' | 'stop'>> {
  const url = process.env.TEST_REDIS_URL
  return url === undefined ? startRedis('open-sesame') : { url, stop: async () => {} }
}

async function launchRedis(settings: readonly string[]): Promise<ChildProcess> {
  const child = spawn(executablePath, settings, { stdio: ['ignore', 'pipe', 'inherit'] })
  // A test that is cut short leaves no server behind.
  const endWithUs = (): void => void child.kill('SIGKILL')
  process.once('exit', endWithUs)
  child.once('exit', () => process.off('exit', endWithUs))
  const ended = once(child, 'exit')
  await new Promise<void>((resolve, reject) => {
    let said = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text
      if (said.includes('Ready to accept connections')) resolve()
    })
    ended.then(() => reject(new Error(`redis-server ended: ${said}`)), reject)
  })
  return child
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address !== null ? address.port : 0
}
