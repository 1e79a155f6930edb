import { join } from 'node:path'
import { type OutboundPart, renderMarkdown, renderWebchat } from '#capabilities/channels'
import { type ChatModel, createOpenAiCompatibleModel, createScriptedModel, withFallback } from '#capabilities/llm'
import { type Playbook, readPlaybook } from '#capabilities/sales'
import { createIngest, notifyOwner, type Speaker } from '#flow'
import type { AccountId, Database } from '#shared/database'
import { createBus, createMemoryQueue } from '#shared/events'
import { chance, createLogger, errorCode, type Logger, newId, systemClock } from '#shared/utils'
import type { App } from './app.ts'
import { createMetrics } from './create-metrics.ts'
import { openDatabase, toTarget } from './open-database.ts'
import type { Settings } from './settings.ts'

const connectTimeoutMs = 5000

/** Settings → App: opens and migrates the database and puts the rooms together. The one file that knows them all. */
export async function compose(settings: Settings, packageFolder: string): Promise<App> {
  const logger = createLogger({ level: settings.logging.level })
  const playbook = readPlaybook(join(packageFolder, 'playbooks'), settings.business.playbook)
  const target = toTarget(settings.database)
  const database = await openDatabase(settings.database, systemClock, logger)
  const bus = createBus(logger)
  const queue = createMemoryQueue(systemClock, logger)
  const speakers = new Map<string, Speaker>()
  queue.work('outbox', 8, async accountId => speakers.get(accountId)?.pump())
  const { debounce_ms: debounceMs, max_wait_ms: maxWaitMs } = settings.conversation
  const common = { database, bus, queue, clock: systemClock, newId, logger }
  return {
    ...common,
    settings,
    chance,
    target,
    metrics: createMetrics(bus),
    playbook,
    model: createModel(settings, { playbook, database, logger }),
    ingest: createIngest({ ...common, settings: { debounceMs, maxWaitMs } }),
    render: renderFor,
    addSpeaker: (accountId: AccountId, speaker) => {
      speakers.set(String(accountId), speaker)
      queue.wake('outbox', String(accountId))
    },
  }
}

function renderFor(channel: string, markdown: string): readonly OutboundPart[] {
  return channel === 'telegram' ? renderMarkdown(markdown) : renderWebchat(markdown)
}

interface ModelRooms {
  readonly playbook: Playbook
  readonly database: Database
  readonly logger: Logger
}

/** The owner's model with the script behind it, or the script alone. */
function createModel({ ai_server: server, telegram }: Settings, rooms: ModelRooms): ChatModel {
  const scripted = createScriptedModel(rooms.playbook.lines)
  if (server.base_url === null) return scripted
  const primary = createOpenAiCompatibleModel(
    {
      baseUrl: server.base_url,
      apiKey: server.api_key,
      model: server.model,
      contextTokens: server.context_tokens,
      connectTimeoutMs,
      firstTokenTimeoutMs: server.first_token_timeout_seconds * 1000,
      totalTimeoutMs: server.timeout * 1000,
      maxRetries: server.max_retries,
    },
    { clock: systemClock, chance },
  )
  const tell = (event: string, code: string | null, words: { ru: string; en: string }): void => {
    rooms.logger.warn(event, { code })
    void tellOwner(rooms, telegram.owner_id, words)
  }
  return withFallback(primary, scripted, {
    onDegraded: code => tell('model.degraded', code, degradedWords(code)),
    onRecovered: () => tell('model.recovered', null, recoveredWords),
  })
}

function degradedWords(code: string): { readonly ru: string; readonly en: string } {
  return {
    ru: `Сервер модели не отвечает (${code}). Пока клиентам отвечают заготовленные фразы; сообщу, когда он вернётся.`,
    en: `The model server does not answer (${code}). Clients get prepared lines meanwhile; I will tell you when it is back.`,
  }
}

const recoveredWords = { ru: 'Сервер модели снова отвечает.', en: 'The model server answers again.' }

async function tellOwner(rooms: ModelRooms, ownerId: number | null, words: { ru: string; en: string }): Promise<void> {
  try {
    const notice = { ownerId, words, newId, render: renderFor }
    await rooms.database.transaction(tx => notifyOwner(tx, notice, systemClock.now()))
  } catch (error) {
    rooms.logger.warn('owner.not_told', { code: errorCode(error) })
  }
}
