import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export interface ScriptRun {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

export interface ScriptOptions {
  /** The working directory; default: this process's own. */
  readonly folder?: string
  /** The whole environment; default: this process's own. */
  readonly env?: Readonly<Record<string, string | undefined>>
}

/** Runs a script of the built platform to its end, in a process of its own. Wants `buildPlatform`. */
export function runScript(
  name: 'cli' | 'doctor',
  args: readonly string[],
  { folder, env }: ScriptOptions = {},
): Promise<ScriptRun> {
  const script = fileURLToPath(new URL(`../dist/scripts/${name}.js`, import.meta.url))
  return new Promise(resolve => {
    execFile(process.execPath, [script, ...args], { cwd: folder, env }, (error, stdout, stderr) =>
      resolve({ status: Number(error?.code ?? 0), stdout, stderr }),
    )
  })
}
