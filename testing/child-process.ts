import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export interface RunningChild {
  readonly process: ChildProcess
  /** Resolves with the first line that it prints; rejects when it ends before. */
  readonly firstLine: Promise<string>
  /** Resolves with the exit status, or the signal that ended it. */
  readonly ended: Promise<number | string>
}

export interface ChildOptions {
  /** No file may grow beyond this: what a full disk looks like from inside. */
  readonly maxFileBytes?: number
}

/**
 * Runs `code`, the body of an ES module that may import `#shared/…`, in a Node process of its own: for promises that only
 * several processes, a killed one, or one without room can break. It runs what is built: wants `buildPlatform`.
 */
export function runInChild(code: string, { maxFileBytes }: ChildOptions = {}): RunningChild {
  const node = [process.execPath, '--input-type', 'module', '--eval', code]
  // POSIX counts in blocks of 512 bytes. The signal is ignored, so that the write fails as on a full disk.
  const limited = `ulimit -f ${Math.floor((maxFileBytes ?? 0) / 512)}; trap '' XFSZ; exec "$@"`
  const [command = '', ...args] = maxFileBytes === undefined ? node : ['/bin/sh', '-c', limited, 'sh', ...node]
  const child = spawn(command, args, {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit').then(([status, signal]) => status ?? signal)
  return { process: child, ended, firstLine: readFirstLine(child) }
}

async function readFirstLine(child: ChildProcess): Promise<string> {
  let said = ''
  for await (const chunk of child.stdout ?? []) {
    said += String(chunk)
    const [line, rest] = said.split('\n')
    if (rest !== undefined) return line ?? ''
  }
  throw new Error(`the child ended without a line: ${said}`)
}
