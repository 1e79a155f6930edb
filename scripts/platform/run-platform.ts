import type { WebhookHandler } from '#capabilities/channels'
import { type ConfigSource, formatFaults, formatNotice, readEnvironment } from '#shared/config'
import { AppError, errorCode } from '#shared/utils'
import { startAnalytics } from '../../services/analytics/start-analytics.ts'
import { type Monitor, startMonitor } from '../../services/api-gateway/monitor/start-monitor.ts'
import { type RunningGateway, startApiGateway } from '../../services/api-gateway/start-api-gateway.ts'
import type { App } from '../../services/app.ts'
import { compose } from '../../services/compose.ts'
import type { RunningService, ServiceName } from '../../services/running-service.ts'
import { readSettings, type Settings } from '../../services/settings.ts'
import { startTelegramBot } from '../../services/telegram-bot/start-telegram-bot.ts'
import { startWorker } from '../../services/worker/start-worker.ts'
import { createSystem } from './create-system.ts'
import { findPackageFolder } from './find-package-folder.ts'
import { lockServices, type ServiceLocks } from './lock-services.ts'
import { type Ending, type StopWatch, watchForStop } from './watch-for-stop.ts'

/**
 * Runs the services until SIGINT or SIGTERM, then drains them; when the dashboard has changed the settings, drains them and starts
 * them anew. Resolves with the exit status: 0 after a clean stop, 2 for settings that are wrong, 1 for anything else that stands in
 * the way, each with one clear line.
 */
export async function runPlatform(names: readonly ServiceName[]): Promise<number> {
  const source = { directory: process.cwd(), env: readEnvironment() }
  // Before anything is started: a stop that comes meanwhile is as orderly as a later one.
  const watch = watchForStop()
  let port: number | null = null
  for (;;) {
    const read = readSettings(source)
    if (read.kind === 'invalid') {
      console.error(formatFaults(read.faults))
      return 2
    }
    for (const warning of read.warnings) console.error(`Note: ${formatNotice(warning)}`)
    try {
      const run = { names, source, watch, isFirst: port === null }
      const { ending, portUsed } = await runOnce(keepPort(read.values, port), run)
      if (ending === 'stop') return 0
      if (ending === 'replaced') console.error(replacedWords)
      port = ending === 'restart' ? portUsed : null
    } catch (error) {
      console.error(describeFailure(error))
      return 1
    }
  }
}

const replacedWords =
  'telegram-bot: another copy has taken over, because this one was silent for too long. Nothing more is said from here.'

/** A port that was free at the first start stays the one that browsers know. */
function keepPort(settings: Settings, port: number | null): Settings {
  const { api_gateway: gateway } = settings
  return gateway.port !== 0 || port === null ? settings : { ...settings, api_gateway: { ...gateway, port } }
}

interface Run {
  readonly names: readonly ServiceName[]
  readonly source: ConfigSource
  readonly watch: StopWatch
  readonly isFirst: boolean
}

interface RunEnd {
  readonly ending: Ending
  /** Of the gateway; 0 without one. */
  readonly portUsed: number
}

async function runOnce(settings: Settings, run: Run): Promise<RunEnd> {
  const { names, watch } = run
  const app = await compose(settings, findPackageFolder())
  const running: RunningService[] = []
  let isServing = false
  let locks: ServiceLocks | null = null
  let monitor: Monitor | null = null
  try {
    // Before the locks: who stands by lives, and says that it is not its turn.
    if (!names.includes('api-gateway')) monitor = await startMonitor({ ...app, names, isServing: () => isServing })
    locks = await watch.unlessStopped(signal => lockServices(app, names, signal))
    if (watch.isStopped()) return { ending: 'stop', portUsed: 0 }
    const { leadership } = locks
    const maySpeak = leadership?.isHeld ?? app.maySpeak
    const url = await startServices({ ...app, maySpeak }, run, running)
    isServing = true
    const drain = (): Promise<void> => {
      isServing = false
      return stopServices(app, running)
    }
    const ending = await watch.untilEnding(drain, leadership?.lost)
    return { ending, portUsed: url === null ? 0 : Number(new URL(url).port) }
  } catch (error) {
    await stopServices(app, running)
    throw error
  } finally {
    await monitor?.close()
    await locks?.release()
    await app.close()
    await app.database.close()
  }
}

/** The gateway first: a taken port must be told before anything is heard or said. Resolves with its address; null without one. */
async function startServices(app: App, run: Run, running: RunningService[]): Promise<string | null> {
  const { names, source, watch } = run
  let gateway: RunningGateway | null = null
  if (names.includes('api-gateway')) {
    gateway = await startApiGateway(app, createSystem(source, { services: names, restart: watch.restart }))
    running.push(gateway)
  }
  if (names.includes('worker')) running.push(await startWorker(app))
  if (names.includes('telegram-bot')) running.push(await startTelegramBot(app, mountOn(gateway)))
  if (names.includes('analytics')) running.push(await startAnalytics(app))
  app.logger.info('platform.started', { services: running.map(service => service.name).join(',') })
  if (!run.isFirst) console.log('  Started anew with the changed settings.')
  else if (gateway !== null) await printWelcome(app, gateway)
  else console.log(`${names.join(', ')}: running. Stop with Ctrl-C.`)
  return gateway?.url ?? null
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
  // What has run must be known to be done, or another process would be given it again.
  await app.queue.close(1_000)
}

function describeFailure(error: unknown): string {
  if (error instanceof AppError) return `Cannot start: ${error.public ?? error.message}`
  return `Cannot start: ${errorCode(error)}${error instanceof Error ? ` — ${error.message}` : ''}`
}
