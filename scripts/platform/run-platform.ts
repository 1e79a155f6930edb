import type { WebhookHandler } from '#capabilities/channels'
import { formatFaults, formatNotice, readEnvironment } from '#shared/config'
import { acquireProcessLock, type ProcessLock } from '#shared/database'
import { AppError, errorCode } from '#shared/utils'
import { startAnalytics } from '../../services/analytics/start-analytics.ts'
import { type RunningGateway, startApiGateway } from '../../services/api-gateway/start-api-gateway.ts'
import type { App } from '../../services/app.ts'
import { compose } from '../../services/compose.ts'
import type { RunningService, ServiceName } from '../../services/running-service.ts'
import { readSettings, type Settings } from '../../services/settings.ts'
import { startTelegramBot } from '../../services/telegram-bot/start-telegram-bot.ts'
import { startWorker } from '../../services/worker/start-worker.ts'
import { findPackageFolder } from './find-package-folder.ts'
import { watchForStop } from './watch-for-stop.ts'

/**
 * Runs the services until SIGINT or SIGTERM, then drains them. Resolves with the exit status: 0 after a clean stop, 2 for
 * settings that are wrong, 1 for anything else that stands in the way, each with one clear line.
 */
export async function runPlatform(names: readonly ServiceName[]): Promise<number> {
  const read = readSettings({ directory: process.cwd(), env: readEnvironment() })
  if (read.kind === 'invalid') {
    console.error(formatFaults(read.faults))
    return 2
  }
  for (const warning of read.warnings) console.error(`Note: ${formatNotice(warning)}`)
  try {
    return await runWith(read.values, names)
  } catch (error) {
    console.error(describeFailure(error))
    return 1
  }
}

async function runWith(settings: Settings, names: readonly ServiceName[]): Promise<number> {
  // Before anything is started: a stop that comes meanwhile is as orderly as a later one.
  const untilStopped = watchForStop()
  const app = await compose(settings, findPackageFolder())
  const locks: ProcessLock[] = []
  const running: RunningService[] = []
  try {
    locks.push(...(await lockServices(app, names)))
    await startServices(app, names, running)
    await untilStopped(() => stopServices(app, running))
    return 0
  } catch (error) {
    await stopServices(app, running)
    throw error
  } finally {
    for (const lock of locks) await lock.release()
    await app.close()
    await app.database.close()
  }
}

/** One of each service per database file; on PostgreSQL only the speaker must be alone, workers are as many as wanted. */
async function lockServices(app: App, names: readonly ServiceName[]): Promise<readonly ProcessLock[]> {
  const lonely =
    app.target.engine === 'sqlite' ? names : names.filter(name => name === 'telegram-bot' || name === 'api-gateway')
  const locks: ProcessLock[] = []
  for (const name of lonely) {
    const lock = await acquireProcessLock(app.target, name)
    if (lock === null) {
      for (const held of locks) await held.release()
      throw new AppError(
        'platform.already_running',
        `Another copy of ${name} is running on the same database. Stop it first, or give this one a database of its own (DATABASE_DB_PATH).`,
      )
    }
    locks.push(lock)
  }
  return locks
}

/** The gateway first: a taken port must be told before anything is heard or said. */
async function startServices(app: App, names: readonly ServiceName[], running: RunningService[]): Promise<void> {
  let gateway: RunningGateway | null = null
  if (names.includes('api-gateway')) {
    gateway = await startApiGateway(app)
    running.push(gateway)
  }
  if (names.includes('worker')) running.push(await startWorker(app))
  if (names.includes('telegram-bot')) running.push(await startTelegramBot(app, mountOn(gateway)))
  if (names.includes('analytics')) running.push(await startAnalytics(app))
  app.logger.info('platform.started', { services: running.map(service => service.name).join(',') })
  if (gateway !== null) await printWelcome(app, gateway)
  else console.log(`${names.join(', ')}: running. Stop with Ctrl-C.`)
}

function mountOn(gateway: RunningGateway | null): (path: string, handler: WebhookHandler | null) => boolean {
  return (path, handler) => {
    gateway?.gateway.mountRaw(path, handler)
    return gateway !== null
  }
}

async function printWelcome(app: App, { gateway }: RunningGateway): Promise<void> {
  const { telegram, ai_server: server } = app.settings
  const firstKey = await gateway.createFirstKey()
  const lines = [
    '',
    '  Telegram AI Platform is running.',
    `  Dashboard: ${await gateway.createLoginLink()}`,
    '             (this link signs one browser in, once, within 15 minutes)',
    ...(firstKey === null
      ? []
      : [`  API key:   ${firstKey}`, '             (all rights; keep it: it is shown only now)']),
    `  Telegram:  ${telegram.bot_token === null ? 'off — set TELEGRAM_BOT_TOKEN to turn it on' : telegram.mode}`,
    `  Model:     ${server.base_url ?? 'the built-in script — set AI_SERVER_BASE_URL to use your own'}`,
    '  Stop with Ctrl-C.',
    '',
  ]
  console.log(lines.join('\n'))
}

/** The worker first: what it still finishes can then be said. What is heard meanwhile is stored, and due at the next start. */
async function stopServices(app: App, running: readonly RunningService[]): Promise<void> {
  const graceMs = app.settings.conversation.drain_seconds * 1000
  for (const name of ['worker', 'telegram-bot', 'analytics', 'api-gateway'] as const) {
    await running.find(service => service.name === name)?.stop(graceMs)
  }
  await app.queue.close(0)
}

function describeFailure(error: unknown): string {
  if (error instanceof AppError) return `Cannot start: ${error.public ?? error.message}`
  return `Cannot start: ${errorCode(error)}${error instanceof Error ? ` — ${error.message}` : ''}`
}
