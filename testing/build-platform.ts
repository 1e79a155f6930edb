import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { acquireProcessLock, type ProcessLock } from '#shared/database'
import { sleep, systemClock } from '#shared/utils'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Builds what is stale in `dist/`, as every command does. Test files run in processes of their own, so they take turns. */
export async function buildPlatform(): Promise<void> {
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
