import { createWebchatChannel } from '#capabilities/channels'
import { saveAccount } from '#capabilities/conversations'
import { defaultKnowledgeFolder } from '#capabilities/knowledge'
import { createSpeaker, startTyping, toInboundLimits, toStrangerBudget } from '#flow'
import type { App } from '../app.ts'
import { createBackups } from '../parts/backups/create-backups.ts'
import { createBotDesk } from '../parts/bots/create-bot-desk.ts'
import { listBotTokens } from '../parts/bots/list-bot-tokens.ts'
import { createFetchClientFile } from '../parts/media/create-fetch-client-file.ts'
import { measureChannel } from '../parts/metrics/measure.ts'
import type { RunningService } from '../running-service.ts'
import { createGateway, type Gateway } from './create-gateway.ts'
import { checkAllBots, checkDatabase } from './monitor/health-checks.ts'
import type { Business } from './operator/desk.ts'
import type { System } from './operator/system.ts'
import { readCalendarFeed } from './read-calendar-feed.ts'

export interface RunningGateway extends RunningService {
  readonly url: string
  readonly gateway: Gateway
}

/** Answers over HTTP, and hears and speaks for the web chat. Throws `gateway.port_taken`. */
export async function startApiGateway(app: App, system: System): Promise<RunningGateway> {
  const { api_gateway: settings, conversation } = app.settings
  const account = { channel: 'webchat', externalId: 'webchat', username: null, displayName: 'Web chat' }
  const accountId = await saveAccount(app.database.db, account, app.clock.now())
  const channel = measureChannel(createWebchatChannel(app), app)
  const speaker = createSpeaker({ ...app, accountId, channel })
  await speaker.recover()
  const gateway = createGateway({
    ...app,
    settings: {
      host: settings.host,
      port: settings.port,
      adminKey: settings.admin_key,
      sessionDays: settings.session_days,
      requestsPerMinute: settings.requests_per_minute,
      corsOrigins: settings.cors_origins,
      trustedProxies: settings.trusted_proxies,
      allowPrivateWebhooks: app.settings.webhooks.allow_private_addresses,
    },
    webchat: { channel, accountId, receive: updates => app.ingest({ accountId, channel: 'webchat' }, updates) },
    checks: [checkDatabase(app), checkAllBots(app)],
    bots: createBotDesk(app.settings, app),
    system,
    backups: createBackups(app),
    modelServer: app.settings.ai_server,
    ttsServer: app.settings.tts_server,
    limits: toInboundLimits(app.settings.rate_limiting),
    strangerBudget: toStrangerBudget(app.settings.rate_limiting),
    botTokens: () => listBotTokens(app),
    fetchClientFile: createFetchClientFile(app),
    calendarFeed: token => readCalendarFeed(app, token),
    business: describeBusiness(app),
  })
  const { url } = await gateway.listen()
  app.addSpeaker(accountId, speaker)
  const stopTyping = startTyping({
    ...app,
    accountId,
    channel,
    leaseMs: conversation.lease_seconds * 1000,
    isReadAlong: () => false,
  })
  return {
    name: 'api-gateway',
    url,
    gateway,
    async stop(graceMs) {
      await stopTyping()
      await speaker.close(graceMs)
      await gateway.close(graceMs)
    },
  }
}

function describeBusiness({ settings, playbooksFolder }: App): Business {
  const { ai_server: server, business, rag } = settings
  return {
    ownerId: settings.telegram.owner_id,
    operatorIds: settings.owner.operator_ids,
    timeZone: server.timezone,
    defaultLanguage: business.language,
    playbook: business.playbook,
    playbooksFolder,
    knowledgeFolder: rag.knowledge_base_path ?? defaultKnowledgeFolder,
    passagesPerQuestion: rag.max_results,
  }
}
