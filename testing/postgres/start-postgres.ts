import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { becomeNobody, type Runner } from './become-nobody.ts'
import { findPostgresBinaries } from './find-binaries.ts'

export interface PostgresServer {
  /** Of the database `postgres`, as a user who may create others. */
  readonly url: string
  stop(): Promise<void>
  /** Ends it as an operator or a crash does, and keeps its data; waits for the end, also for one that came by itself. */
  interrupt(how: 'fast' | 'immediate'): Promise<void>
  /** Starts it again after an interruption, on the same data at the same port. Throws when it cannot start. */
  resume(): Promise<void>
}

export interface PostgresOptions {
  /** Where its own folder is made. Default: the system's folder for temporary files. */
  readonly parentFolder?: string
  /** fsync as in production, for benchmarks. Off by default: a test's data need not outlive a power cut. */
  readonly isDurable?: boolean
}

/**
 * A real PostgreSQL on a free port of 127.0.0.1 with a folder of its own, ready in about a second. It ends with `stop`, and by
 * itself when this process dies, even by kill -9. Throws with the server's own words when none can be started here.
 */
export async function startPostgres(options: PostgresOptions = {}): Promise<PostgresServer> {
  const [binaries] = findPostgresBinaries()
  if (binaries === undefined)
    throw new Error('no PostgreSQL on this machine: npm install, or apt-get install postgresql')
  const folder = await mkdtemp(join(options.parentFolder ?? tmpdir(), 'postgres-'))
  try {
    const runner = process.getuid?.() === 0 ? await becomeNobody(binaries, folder) : { binaries }
    await createCluster(runner, folder)
    const port = await findFreePort()
    const flags = [...serverFlags(port), ...(options.isDurable ? [] : volatileFlags)]
    let server = await runServer(runner, folder, flags)
    return {
      url: `postgres://postgres@127.0.0.1:${port}/postgres`,
      stop: () => endServer(server),
      interrupt: how => interruptServer(server, folder, how),
      async resume() {
        server = await runServer(runner, folder, flags)
      },
    }
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

async function createCluster(runner: Runner, folder: string): Promise<void> {
  const flags = ['--auth=trust', '--username=postgres', '--encoding=UTF8', '--locale=C', '--no-sync']
  await promisify(execFile)(join(runner.binaries, 'initdb'), ['-D', join(folder, 'data'), ...flags], {
    ...runner.identity,
    cwd: folder,
  })
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  if (address === null || typeof address === 'string') throw new TypeError('a TCP server has a port')
  return address.port
}

// Many test files connect at once, each with its own pool. No socket file: its path may be too long for the system.
function serverFlags(port: number): readonly string[] {
  return settings({
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '300',
  })
}

const volatileFlags = settings({ fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' })

function settings(values: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

// The shell reads our end of a pipe. When this process ends, in whatever way, `cat` comes to an end, the server is told to stop
// at once and its folder goes: after a kill -9 of this process nothing else would do so.
const watchdog =
  'folder=$1; shift; "$@" </dev/null & server=$!; cat >&2; kill -INT $server; wait $server; rm -rf "$folder"'

async function runServer(runner: Runner, folder: string, flags: readonly string[]): Promise<ChildProcess> {
  const command = [join(runner.binaries, 'postgres'), '-D', join(folder, 'data'), ...flags]
  const server = spawn('/bin/sh', ['-c', watchdog, 'postgres', folder, ...command], {
    ...runner.identity,
    cwd: '/',
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  await untilReady(server)
  // A forgotten server must not keep a finished test run alive.
  server.unref()
  for (const pipe of [server.stdin, server.stderr]) if (pipe instanceof Socket) pipe.unref()
  return server
}

function untilReady(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    server.stderr?.on('data', chunk => {
      said += String(chunk)
      if (!said.includes('ready to accept connections')) return
      // Still read, so that a full pipe never stops the server; no longer kept.
      server.stderr?.removeAllListeners('data').resume()
      resolve()
    })
    server.once('exit', () => reject(new Error(`PostgreSQL did not start: ${said}`)))
    server.once('error', reject)
  })
}

/** The watchdog goes last, and in a way that leaves it no time to remove the folder. */
async function interruptServer(watchdog: ChildProcess, folder: string, how: 'fast' | 'immediate'): Promise<void> {
  const pid = readServerPid(join(folder, 'data', 'postmaster.pid'))
  if (pid !== null) process.kill(pid, how === 'fast' ? 'SIGINT' : 'SIGQUIT')
  while (pid !== null && isAlive(pid)) await pause(20)
  watchdog.ref()
  watchdog.kill('SIGKILL')
  if (watchdog.exitCode === null && watchdog.signalCode === null) await once(watchdog, 'exit')
}

/** Null when it has ended by itself, with or without leaving its file behind. */
function readServerPid(path: string): number | null {
  if (!existsSync(path)) return null
  const pid = Number(readFileSync(path, 'utf8').split('\n', 1)[0])
  return isAlive(pid) ? pid : null
}

function isAlive(pid: number): boolean {
  try {
    // Who has died and was not buried yet has no command line.
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== ''
  } catch {
    return false
  }
}

async function endServer(server: ChildProcess): Promise<void> {
  server.ref()
  server.stdin?.end()
  if (server.exitCode === null) await once(server, 'exit')
}
