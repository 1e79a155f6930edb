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
  readonly service?: ServiceName
}

/** Exactly one of the two is null. */
export interface PlatformEnding {
  readonly status: number | null
  readonly signal: NodeJS.Signals | null
}

/** The built platform as its user starts it: a process of its own that can be stopped, or killed. */
export interface PlatformProcess {
  /** Resolves when it says that it is running; rejects with its last words when it ends before. */
  readonly running: Promise<void>
  readonly ended: Promise<PlatformEnding>
  /** What it has printed so far; the last megabyte of each. */
  readonly said: { readonly stdout: string; readonly stderr: string }
  /** Where its gateway answers, without a slash at the end. Throws before it is running, and without a gateway. */
  gatewayUrl(): string
  /** Ctrl-C. */
  interrupt(): void
  /** Ctrl-C, and waits for the end. */
  stop(): Promise<PlatformEnding>
  /** kill -9, and waits for the end. */
  kill(): Promise<PlatformEnding>
}

const entry = fileURLToPath(new URL('../dist/scripts/start.js', import.meta.url))
const keptCharacters = 1_000_000

/** Starts the platform; await `running` before using it. It ends with the process that started it. Wants `npm run build`. */
export function startPlatform({ folder, env, service }: PlatformOptions): PlatformProcess {
  const child = spawn(process.execPath, ['--enable-source-maps', entry, ...(service === undefined ? [] : [service])], {
    cwd: folder,
    // Nothing else of this process's environment: a developer's own settings must not decide what a test sees.
    env: { PATH: process.env.PATH, HOME: folder, API_GATEWAY_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const endWithUs = (): void => void child.kill('SIGKILL')
  process.once('exit', endWithUs)
  const said = { stdout: '', stderr: '' }
  const ended = watchEnd(child).finally(() => process.off('exit', endWithUs))
  const running = listen(child, said, ended)
  // Whoever does not wait for it looks at `ended` instead.
  running.catch(() => {})
  return {
    running,
    ended,
    said,
    gatewayUrl: () => findGatewayUrl(said.stdout),
    interrupt: () => void child.kill('SIGINT'),
    stop: () => end(child, 'SIGINT', ended),
    kill: () => end(child, 'SIGKILL', ended),
  }
}

async function watchEnd(child: ChildProcess): Promise<PlatformEnding> {
  // `close`, not `exit`: only then has everything it printed been read.
  const [status, signal] = await once(child, 'close')
  return { status, signal }
}

function listen(
  child: ChildProcess,
  said: { stdout: string; stderr: string },
  ended: Promise<PlatformEnding>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      said.stdout = (said.stdout + text).slice(-keptCharacters)
      if (/\bis running\.|: running\./.test(said.stdout)) resolve()
    })
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said.stderr = (said.stderr + text).slice(-keptCharacters)
    })
    ended.then(({ status, signal }) => {
      reject(new Error(`the platform ended (${status ?? signal}) before it was running:\n${said.stdout}${said.stderr}`))
    }, reject)
  })
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
