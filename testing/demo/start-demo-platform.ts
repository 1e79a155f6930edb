import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export interface DemoPlatformOptions {
  /** The working directory; the data is in it. */
  readonly folder: string
  readonly env: Readonly<Record<string, string>>
  readonly onOutput: (text: string) => void
}

export interface DemoPlatform {
  /** Resolves with the exit status; 1 when a signal ended it. */
  readonly ended: Promise<number>
  /** Ctrl-C, once: the platform takes a second one for "at once". */
  interrupt(): void
  kill(): void
}

const entry = fileURLToPath(new URL('../../dist/scripts/start.js', import.meta.url))

/**
 * The built platform with nothing of our environment but PATH: a developer's own token or database has no place in a demo. It
 * has a process group of its own, because a Ctrl-C in a terminal goes to the whole group and it must hear of it once, from us.
 */
export function startDemoPlatform({ folder, env, onOutput }: DemoPlatformOptions): DemoPlatform {
  const child = spawn(process.execPath, [entry], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, API_GATEWAY_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const kill = (): void => void child.kill('SIGKILL')
  process.once('exit', kill)
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', onOutput)
  let isInterrupted = false
  return {
    ended: once(child, 'close').then(([status]) => {
      process.off('exit', kill)
      return status ?? 1
    }),
    kill,
    interrupt() {
      if (!isInterrupted) child.kill('SIGINT')
      isInterrupted = true
    },
  }
}
