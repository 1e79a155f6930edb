import { existsSync } from 'node:fs'
import {
  acquireProcessLock,
  countPlatformSessions,
  type DatabaseTarget,
  describePlace,
  type ProcessLock,
} from '#shared/database'
import { AppError } from '#shared/utils'
import { serviceNames } from '../../../services/running-service.ts'

/**
 * Keeps the platform from running on a database for as long as `work` takes. Throws `platform.running` when it runs there now. On
 * PostgreSQL a worker that is started meanwhile is not kept out: it takes no lock.
 */
export async function holdPlatform<Result>(target: DatabaseTarget, work: () => Promise<Result>): Promise<Result> {
  // A lock makes a folder, and there is nobody to keep out of a file that does not exist.
  if (target.engine === 'sqlite' && !existsSync(target.path)) return work()
  const locks = await holdServices(target)
  try {
    return await work()
  } finally {
    for (const lock of locks) await lock.release()
  }
}

async function holdServices(target: DatabaseTarget): Promise<readonly ProcessLock[]> {
  const locks: ProcessLock[] = []
  const running: string[] = []
  for (const name of serviceNames) {
    const lock = await acquireProcessLock(target, name)
    if (lock === null) running.push(name)
    else locks.push(lock)
  }
  const sessions = await countPlatformSessions(target)
  if (running.length === 0 && sessions === 0) return locks
  for (const lock of locks) await lock.release()
  const who = running.length > 0 ? running.join(', ') : `${sessions} connections of it`
  throw new AppError('platform.running', `the platform is running on ${describePlace(target)} (${who}): stop it first`)
}
