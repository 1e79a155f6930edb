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

/**
 * Runs `code`, the body of an ES module in TypeScript that may import `#shared/…`, in a Node process of its own: for promises
 * that only several processes, or a killed one, can break.
 */
export function runInChild(code: string): RunningChild {
  const flags = ['--import', 'tsx', '--conditions', 'source', '--input-type', 'module', '--eval', code]
  const child = spawn(process.execPath, flags, {
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
