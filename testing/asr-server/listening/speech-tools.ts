import { execFile } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'

const runFile = promisify(execFile)

/** The model of English that Debian's `pocketsphinx-en-us` brings. */
export const englishModel = '/usr/share/pocketsphinx/model/en-us'

const programs: Readonly<Record<string, string>> = {
  'espeak-ng': 'espeak-ng',
  ffmpeg: 'ffmpeg',
  flite: 'flite',
  pocketsphinx_continuous: 'pocketsphinx',
}

/** Debian's packages that are missing to speak and to listen; empty: all are there. */
export function findMissingSpeechPackages(): readonly string[] {
  const missing = Object.entries(programs).flatMap(([program, name]) => (isOnPath(program) ? [] : [name]))
  return isReadable(join(englishModel, 'en-us.lm.bin')) ? missing : [...missing, 'pocketsphinx-en-us']
}

function isOnPath(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some(folder => isReadable(join(folder, program)))
}

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK)
    return true
  } catch {
    return false
  }
}

const patienceMs = 60_000

/** Runs a program to its end and returns what it wrote; rejects when it fails. */
export async function runTool(program: string, args: readonly string[]): Promise<string> {
  const { stdout } = await runFile(program, args, { timeout: patienceMs, maxBuffer: 1 << 24 })
  return stdout
}
