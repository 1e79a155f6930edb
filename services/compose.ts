import { join } from 'node:path'
import { listPlaybooks, loadLanguageDetector, recoverPlaybook } from '#capabilities/sales'
import {
  createIngest,
  createLimitInbound,
  createOutageWatch,
  createPreviews,
  intakeOf,
  type MediaDesk,
  type Speaker,
  toBusinessRules,
  toInboundLimits,
} from '#flow'
import type { AccountId } from '#shared/database'
import { createBus } from '#shared/events'
import { watchEgress } from '#shared/network'
import { chance, createLogger, newId, systemClock } from '#shared/utils'
import type { App } from './app.ts'
import { composeAnalytics } from './compose-analytics.ts'
import { openBotPlaybooks } from './parts/bots/bot-playbooks.ts'
import { createBookings } from './parts/create-bookings.ts'
import { createModels } from './parts/create-model.ts'
import { createRender } from './parts/create-render.ts'
import { createEmbed } from './parts/knowledge/create-embed.ts'
import { createKnowledgeBase } from './parts/knowledge/create-knowledge-base.ts'
import { openDatabase, toTarget } from './parts/links/open-database.ts'
import { counterOpener, openQueue, openRedis } from './parts/links/open-redis.ts'
import { openVault } from './parts/links/open-vault.ts'
import { createReaders } from './parts/media/create-readers.ts'
import { createSpeak } from './parts/media/create-speak.ts'
import { createMetrics } from './parts/metrics/create-metrics.ts'
import { measureIngest, measureKnowledge } from './parts/metrics/measure.ts'
import { reportEgress } from './parts/metrics/report-egress.ts'
import { createTellOwner } from './parts/tell-owner.ts'
import type { Settings } from './settings.ts'

/** Settings → App: opens and migrates the database and puts the rooms together. The one file that knows them all. */
export async function compose(settings: Settings, packageFolder: string): Promise<App> {
  // First of all: the connections to the database are among them.
  const egress = watchEgress(systemClock.now())
  const logger = createLogger({ level: settings.logging.level })
  const playbooksFolder = join(packageFolder, 'playbooks')
  if (recoverPlaybook(playbooksFolder, settings.business.playbook)) logger.warn('playbook.recovered', {})
  const target = toTarget(settings.database)
  const database = await openDatabase(settings.database, systemClock, logger)
  const common = { database, clock: systemClock, newId, logger, render: createRender(settings.telegram) }
  const tellOwner = createTellOwner({ ...common, ownerId: settings.telegram.owner_id })
  const playbooks = await openBotPlaybooks({
    ...common,
    folder: playbooksFolder,
    name: settings.business.playbook,
    onFault: text => void tellOwner({ ru: text, en: text }),
  })
  const redis = await openRedis(settings, logger)
  const bus = createBus(logger, redis?.broadcast)
  const queue = await openQueue(redis, logger)
  const speakers = new Map<string, Speaker>()
  queue.work('outbox', 8, async accountId => speakers.get(accountId)?.pump())
  const desks = new Map<string, MediaDesk>()
  queue.work('media', 8, async accountId => desks.get(accountId)?.pump())
  const playbook = playbooks.of
  const { debounce_ms: debounceMs, max_wait_ms: maxWaitMs } = settings.conversation
  const limits = toInboundLimits(settings.rate_limiting)
  const speech = { playbook, defaultLanguage: settings.business.language, ownerId: settings.telegram.owner_id }
  const { metrics, meters } = createMetrics({ ...common, bus, queue })
  const stopEgressLog = reportEgress(egress, { clock: systemClock, logger, registry: metrics })
  const knowledge = createKnowledgeBase(settings, {
    ...common,
    embed: createEmbed(settings, logger, redis),
    playbooks: { all: listPlaybooks(playbooksFolder), listUsed: playbooks.listUsed },
  })
  const readers = createReaders(settings, { clock: systemClock, chance, logger })
  const business = {
    ...common,
    rules: toBusinessRules(settings.secretary, {
      ownerId: settings.telegram.owner_id,
      timeZone: settings.ai_server.timezone,
    }),
  }
  const ingest = createIngest({
    ...common,
    bus,
    queue,
    limitInbound: limits === null ? null : createLimitInbound({ ...common, ...speech, limits }),
    media: intakeOf(readers, settings.media.links_per_message),
    business,
    settings: { debounceMs, maxWaitMs, minIntervalMs: limits?.minIntervalMs ?? 0 },
  })
  return {
    ...common,
    bus,
    queue,
    openCounter: counterOpener(redis),
    settings,
    chance,
    target,
    tellOwner,
    playbooksFolder,
    playbook,
    vault: openVault(settings),
    async close() {
      await stopEgressLog()
      egress.stop()
      await playbooks.close()
      redis?.link.close()
    },
    metrics,
    meters,
    egress,
    models: createModels(settings, {
      ...common,
      ...{ meters, tellOwner },
      serverOfPlaybook: () => playbook(null).modelServer,
    }),
    knowledge: knowledge === null ? null : measureKnowledge(knowledge, { ...common, meters }),
    bookings: createBookings(settings, { ...common, playbook }),
    analytics: composeAnalytics(settings, common),
    detectLanguage: await loadLanguageDetector(),
    previews: createPreviews(),
    ingest: measureIngest(ingest, { ...common, meters }),
    business,
    // Who shares its bots with a standby says otherwise (scripts/platform).
    maySpeak: () => true,
    addSpeaker: (accountId: AccountId, speaker) => {
      speakers.set(String(accountId), speaker)
      queue.wake('outbox', String(accountId))
    },
    readers,
    speak: createSpeak(settings, { clock: systemClock, chance, logger }),
    outages: createOutageWatch(tellOwner),
    addMediaDesk: (accountId, desk) => {
      desks.set(String(accountId), desk)
      queue.wake('media', String(accountId))
    },
  }
}
