import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { acquireProcessLock, type ProcessLock } from '#shared/database'
import { sleep, systemClock } from '#shared/utils'

const root = fileURLToPath(new URL('..', import.meta.url))

/** For hooks that build: the first one of a run may have to. */
export const buildTimeoutMs = 240_000

let built: Promise<void> | undefined

/** Builds what is stale in `dist/`, as every command does, once per process. */
export function buildPlatform(): Promise<void> {
  built ??= buildInTurn()
  return built
}

// Test files run in several processes.
async function buildInTurn(): Promise<void> {
  const lock = await waitForTurn()
  try {
    await promisify(execFile)(process.execPath, [join(root, 'scripts/bootstrap.mjs'), 'build'])
  } finally {
    await lock.release()
  }
}

async function waitForTurn(): Promise<ProcessLock> {
  const path = join(tmpdir(), `platform-${createHash('sha256').update(root).digest('hex').slice(0, 16)}`)
  for (;;) {
    const lock = await acquireProcessLock({ engine: 'sqlite', path }, 'build')
    if (lock !== null) return lock
    await sleep(systemClock, 100)
  }
}
