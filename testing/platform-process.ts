import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { ServiceName } from '../services/running-service.ts'

export interface PlatformOptions {
  /** The working directory: `data/` is made in it, and a `config.yaml` there counts. */
  readonly folder: string
  /** Settings by the names of `.env`. The gateway takes a free port unless told otherwise. */
  readonly env: Readonly<Record<string, string>>
  /** One service alone; all four when left out. */
  readonly service?: ServiceName | undefined
  /** What node is told besides. */
  readonly nodeFlags?: readonly string[]
}

/** Exactly one of the two is null. */
export interface PlatformEnding {
  readonly status: number | null
  readonly signal: NodeJS.Signals | null
}

/** The built platform as its user starts it: a process of its own that can be stopped, or killed. */
export interface PlatformProcess {
  readonly pid: number
  /** Resolves when it says that it is running; rejects with its last words when it ends before. */
  readonly running: Promise<void>
  readonly ended: Promise<PlatformEnding>
  /** What it has printed so far; the last megabyte of each. */
  readonly said: { readonly stdout: string; readonly stderr: string }
  /** Where its gateway answers, without a slash at the end. Throws before it is running, and without a gateway. */
  gatewayUrl(): string
  /** Resolves when something it has printed matches; rejects when it ends before. */
  untilSaid(pattern: RegExp): Promise<void>
  /** Ctrl-C. */
  interrupt(): void
  /** SIGTERM, as systemd and Docker send it. */
  terminate(): void
  /** Ctrl-C, and waits for the end. */
  stop(): Promise<PlatformEnding>
  /** kill -9, and waits for the end. */
  kill(): Promise<PlatformEnding>
}

const entry = fileURLToPath(new URL('../dist/scripts/start.js', import.meta.url))
const keptCharacters = 1_000_000

/** Starts the platform; await `running` before using it. It ends with the process that started it. Wants `npm run build`. */
export function startPlatform({ folder, env, service, nodeFlags = [] }: PlatformOptions): PlatformProcess {
  const args = ['--enable-source-maps', ...nodeFlags, entry, ...(service === undefined ? [] : [service])]
  const child = spawn(process.execPath, args, {
    cwd: folder,
    // Nothing else of this process's environment: a developer's own settings must not decide what a test sees.
    env: { PATH: process.env.PATH, HOME: folder, API_GATEWAY_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const endWithUs = (): void => void child.kill('SIGKILL')
  process.once('exit', endWithUs)
  const ended = watchEnd(child).finally(() => process.off('exit', endWithUs))
  const speech = listen(child, ended)
  const running = speech.untilSaid(/\bis running\.|: running\./)
  // Whoever does not wait for it looks at `ended` instead.
  running.catch(() => {})
  return {
    pid: child.pid ?? 0,
    running,
    ended,
    ...speech,
    gatewayUrl: () => findGatewayUrl(speech.said.stdout),
    interrupt: () => void child.kill('SIGINT'),
    terminate: () => void child.kill('SIGTERM'),
    stop: () => end(child, 'SIGINT', ended),
    kill: () => end(child, 'SIGKILL', ended),
  }
}

async function watchEnd(child: ChildProcess): Promise<PlatformEnding> {
  // `close`, not `exit`: only then has everything it printed been read.
  const [status, signal] = await once(child, 'close')
  return { status, signal }
}

/** Keeps what a child prints, and looks at it whenever there is more. */
function listen(child: ChildProcess, ended: Promise<PlatformEnding>): Pick<PlatformProcess, 'said' | 'untilSaid'> {
  const said = { stdout: '', stderr: '' }
  const looks = new Set<() => void>()
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      said[name] = (said[name] + text).slice(-keptCharacters)
      for (const look of looks) look()
    })
  }
  return {
    said,
    untilSaid: pattern =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (pattern.test(said.stdout) || pattern.test(said.stderr)) resolve()
        }
        looks.add(look)
        look()
        void ended.then(({ status, signal }) => {
          reject(
            new Error(`the platform ended (${status ?? signal}) without ${pattern}:\n${said.stdout}${said.stderr}`),
          )
        }, reject)
      }),
  }
}

function findGatewayUrl(stdout: string): string {
  const [, url] = /(http:\/\/127\.0\.0\.1:\d+)\/login/.exec(stdout) ?? []
  if (url === undefined) throw new Error(`no gateway is running here:\n${stdout}`)
  return url
}

function end(child: ChildProcess, signal: NodeJS.Signals, ended: Promise<PlatformEnding>): Promise<PlatformEnding> {
  child.kill(signal)
  return ended
}
