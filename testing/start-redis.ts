import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const executablePath = '/usr/bin/redis-server'

/** Whether tests with Redis must be skipped. Never in CI: there a missing server is a failure, not a pass. */
export const isRedisMissing = !existsSync(executablePath) && process.env.CI === undefined

export interface RedisServer {
  /** `redis://:<password>@127.0.0.1:<port>`; 16 databases. */
  readonly url: string
  stop(): Promise<void>
}

/** Debian's Redis on a free port, empty, keeping nothing. Rejects when it cannot start. */
export async function startRedis(password: string): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), 'redis-'))
  const port = await findFreePort()
  const settings = ['--bind', '127.0.0.1', '--port', String(port), '--save', '', '--dir', folder]
  const child = spawn(executablePath, [...settings, '--requirepass', password], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  await new Promise<void>((resolve, reject) => {
    let said = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text
      if (said.includes('Ready to accept connections')) resolve()
    })
    ended.then(() => reject(new Error(`redis-server ended: ${said}`)), reject)
  })
  return {
    url: `redis://:${password}@127.0.0.1:${port}`,
    async stop() {
      child.kill('SIGTERM')
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address !== null ? address.port : 0
}
