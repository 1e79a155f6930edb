import { acquireProcessLock, type Leadership, type ProcessLock, takeLeadership } from '#shared/database'
import { AppError, sleep } from '#shared/utils'
import type { App } from '../../services/app.ts'
import type { ServiceName } from '../../services/running-service.ts'

export interface ServiceLocks {
  /** Of the bots; null without telegram-bot, and for who was stopped while it stood by. */
  readonly leadership: Leadership | null
  release(): Promise<void>
}

// A standby speaks at most this long, and the time its start takes, after the death of the one before it.
const askEveryMs = 2_000

/**
 * One of each service per database file; on PostgreSQL only who speaks must be alone, workers are as many as wanted. There, a
 * telegram-bot alone in its process waits until the one that runs is gone, or `stopping` aborts. Throws
 * `platform.already_running` for whatever else is there already.
 */
export async function lockServices(
  app: App,
  names: readonly ServiceName[],
  stopping: AbortSignal,
): Promise<ServiceLocks> {
  const locks: ProcessLock[] = []
  const release = async (): Promise<void> => {
    for (const lock of locks) await lock.release()
  }
  try {
    for (const name of listLonely(app, names)) locks.push(await lockOne(app, name))
    if (!names.includes('telegram-bot')) return { leadership: null, release }
    const leadership = await lead(app, names, stopping)
    if (leadership !== null) locks.push(leadership)
    return { leadership, release }
  } catch (error) {
    await release()
    throw error
  }
}

/** Those that must be alone, without telegram-bot: that one leads, or waits. */
function listLonely({ target }: App, names: readonly ServiceName[]): readonly ServiceName[] {
  return names.filter(name => (target.engine === 'sqlite' ? name !== 'telegram-bot' : name === 'api-gateway'))
}

async function lockOne({ target }: App, name: ServiceName): Promise<ProcessLock> {
  const lock = await acquireProcessLock(target, name)
  if (lock === null) throw alreadyRunning(name)
  return lock
}

/** Null when it was stopped before it was its turn. */
async function lead(app: App, names: readonly ServiceName[], stopping: AbortSignal): Promise<Leadership | null> {
  const { clock, logger, target } = app
  const ask = (): Promise<Leadership | null> => takeLeadership(target, 'telegram-bot', clock)
  let leadership = await ask()
  if (leadership !== null) return leadership
  // Beside other services it cannot wait: they would not start either.
  if (target.engine === 'sqlite' || names.length > 1) throw alreadyRunning('telegram-bot')
  logger.info('telegram_bot.standing_by', {})
  console.log('telegram-bot: standing by. Another copy speaks for the bots; this one takes over when it is gone.')
  while (leadership === null && !stopping.aborted) {
    await sleep(clock, askEveryMs, stopping)
    leadership = stopping.aborted ? null : await askAgain(ask)
  }
  if (leadership !== null) logger.info('telegram_bot.took_over', {})
  return leadership
}

/** A database that is away has no free lock. */
async function askAgain(ask: () => Promise<Leadership | null>): Promise<Leadership | null> {
  try {
    return await ask()
  } catch {
    return null
  }
}

function alreadyRunning(name: ServiceName): AppError {
  return new AppError(
    'platform.already_running',
    `Another copy of ${name} is running on the same database. Stop it first, or give this one a database of its own (DATABASE_DB_PATH).`,
  )
}
