import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Registry } from 'prom-client'
import { createKey, type Role } from '#capabilities/access'
import { createAnalytics } from '#capabilities/analytics'
import { createVault } from '#capabilities/bots'
import {
  type Attachments,
  createWebchatChannel,
  type InboundMessage,
  type InboundUpdate,
  renderWebchat,
  type WebchatChannel,
} from '#capabilities/channels'
import {
  appendMessages,
  conversationKey,
  openConversations,
  saveAccount,
  saveContacts,
} from '#capabilities/conversations'
import { aiServerSection } from '#capabilities/llm'
import { readPlaybook, stages } from '#capabilities/sales'
import { ttsServerSection } from '#capabilities/speech'
import { createPreviews } from '#flow'
import { type AccountId, connectDatabase, type Database, migrate, type OutboundState } from '#shared/database'
import { createBus, createMemoryQueue, stampEvents } from '#shared/events'
import { createFakeClock, createFakeIds, createLogger, type FakeClock, newId, Secret } from '#shared/utils'
import { createGateway, type Gateway, type GatewayDeps } from '../services/api-gateway/create-gateway.ts'
import { findChat } from '../services/api-gateway/read-chat.ts'
import { createTestBookings } from './create-test-bookings.ts'

/** A gateway on a free port, over SQLite in memory and a clock that stands still, unless a test brings its own. */
export interface TestGateway {
  readonly url: string
  readonly gateway: Gateway
  readonly deps: GatewayDeps
  readonly clock: FakeClock
  readonly logLines: readonly string[]
  /** Signs a browser in and returns its `Cookie` header. */
  signIn(): Promise<string>
  /** Makes a key of this role and returns it as the headers of a request. */
  keyOf(role: Role): Promise<{ readonly authorization: string }>
  /** What the worker and the outbox do with an answer: store it, queue it, send it. */
  answer(chatId: string, text: string, state?: OutboundState, attached?: Attachments): Promise<void>
  close(): Promise<void>
}

const playbooksFolder = join(import.meta.dirname, '../playbooks')
const words = readPlaybook(playbooksFolder, 'general')

export const testBusiness: GatewayDeps['business'] = {
  ownerId: 900,
  operatorIds: [],
  timeZone: 'Europe/Moscow',
  defaultLanguage: 'ru',
  playbook: 'general',
  playbooksFolder,
  knowledgeFolder: join(tmpdir(), 'documents-of-no-test'),
  passagesPerQuestion: 5,
}

/** Nothing can be changed here, and no Mini App is opened. */
export const testInstallation: Pick<
  GatewayDeps,
  | 'backups'
  | 'egress'
  | 'system'
  | 'modelServer'
  | 'ttsServer'
  | 'limits'
  | 'strangerBudget'
  | 'botTokens'
  | 'fetchClientFile'
> = {
  backups: {
    folder: join(tmpdir(), 'backups-of-no-test'),
    isEncrypted: false,
    everyHours: null,
    list: async () => ({ kind: 'listed', backups: [] }),
    make: async () => ({ kind: 'failed', code: 'test' }),
  },
  egress: { since: 0, list: () => [], stop: () => {} },
  system: {
    listSettings: () => [],
    changeSettings: () => ({ kind: 'not-writable', code: 'test' }),
    restart: () => {},
    services: ['api-gateway'],
    examine: async () => ({ kind: 'examined', findings: [] }),
  },
  modelServer: aiServerSection.schema.parse({}),
  ttsServer: ttsServerSection.schema.parse({}),
  limits: null,
  strangerBudget: null,
  botTokens: async () => [],
  fetchClientFile: async () => ({ kind: 'gone', code: 'test' }),
}

export const testAdminKey = 'test-admin-key'

export const testSettings: GatewayDeps['settings'] = {
  host: '127.0.0.1',
  port: 0,
  adminKey: new Secret(testAdminKey),
  sessionDays: 30,
  requestsPerMinute: 0,
  corsOrigins: [],
  trustedProxies: [],
  allowPrivateWebhooks: false,
}

export async function startTestGateway(overrides: Partial<GatewayDeps> = {}): Promise<TestGateway> {
  const clock = createFakeClock()
  const logLines: string[] = []
  const logger = createLogger({ level: 'debug', write: line => void logLines.push(line) })
  const database = overrides.database ?? connectDatabase({ engine: 'sqlite', path: ':memory:' })
  await migrate(database)
  const accountId = await saveAccount(
    database.db,
    { channel: 'webchat', externalId: 'webchat', username: null, displayName: null },
    clock.now(),
  )
  const channel = createWebchatChannel({ newId: createFakeIds('sent') })
  const store = { database, accountId, clock, bus: createBus(logger) }
  const deps: GatewayDeps = {
    ...store,
    newId,
    playbook: () => words,
    logger,
    settings: testSettings,
    webchat: { channel, accountId, receive: updates => storeUpdates(store, updates) },
    checks: [],
    metrics: new Registry(),
    calendarFeed: async () => null,
    queue: createMemoryQueue(clock, logger),
    previews: createPreviews(),
    render: (_channel, ...said) => renderWebchat(...said),
    bookings: createTestBookings({
      database,
      clock: overrides.clock ?? clock,
      playbook: () => words,
      timeZone: 'Europe/Moscow',
    }),
    knowledge: null,
    business: testBusiness,
    bots: testBots({ database, clock }),
    ...testInstallation,
    analytics: createAnalytics({
      database,
      clock,
      settings: {
        timeZone: 'Europe/Moscow',
        stages,
        language: 'ru',
        prices: { currency: 'USD', perMillionPromptTokens: 1, perMillionCompletionTokens: 2 },
      },
    }),
    ...overrides,
  }
  const gateway = createGateway(deps)
  const { url } = await gateway.listen()
  return {
    url,
    gateway,
    deps,
    clock,
    logLines,
    async signIn() {
      const response = await fetch(await gateway.createLoginLink())
      return response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    },
    async keyOf(role) {
      const facts = { name: `a test's ${role}`, role, expiresAt: null, actor: 'test' }
      const { text } = await database.transaction(tx => createKey(tx, facts, clock.now()))
      return { authorization: `Bearer ${text}` }
    },
    answer: (chatId, text, state = 'sending', attached = {}) =>
      storeAnswer({ ...store, channel }, { chatId, text, state, attached }),
    async close() {
      await gateway.close(0)
      if (overrides.database === undefined) await database.close()
    },
  }
}

/** Telegram takes no token here, and no key file is left behind. */
export function testBots(rooms: Pick<GatewayDeps, 'database' | 'clock'>): GatewayDeps['bots'] {
  const key = new Secret('MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=')
  const vault = createVault({ key, formerKey: null, keyFile: join(tmpdir(), 'key-of-no-test') })
  return {
    ...rooms,
    vault,
    settingsBotId: null,
    identify: async () => ({ kind: 'unreachable', code: 'test' }),
    fetchPicture: async () => null,
  }
}

interface Store {
  readonly database: Database
  readonly accountId: AccountId
  readonly clock: FakeClock
  readonly bus: GatewayDeps['bus']
}

// Stands in for ingest: the same rows and the same event, without turns.
async function storeUpdates(
  { database, accountId, clock, bus }: Store,
  updates: readonly InboundUpdate[],
): Promise<void> {
  for (const { inbound } of updates) {
    if (inbound.kind !== 'message') continue
    const { id: messageId, conversationId } = await database.transaction(async tx => {
      const people = await saveContacts(tx, 'webchat', [{ ...inbound.from, source: null }], clock.now())
      const contactId = people.get(inbound.from.userId)?.id
      if (contactId === undefined) throw new TypeError('the contact was not stored')
      const facts = { ...inbound.chat, contactId, userId: inbound.from.userId, username: null }
      const opened = await openConversations(tx, accountId, [facts], clock.now())
      const conversation = opened.get(conversationKey(facts))
      if (conversation === undefined) throw new TypeError('the conversation was not opened')
      const [appended] = await appendMessages(tx, [toNewMessage(inbound, conversation)])
      return { id: appended?.id ?? null, conversationId: conversation.id }
    })
    if (messageId === null) continue
    const body = { type: 'message.received', conversationId, messageId, userId: inbound.from.userId } as const
    bus.publish(stampEvents([body], clock, newId))
  }
}

function toNewMessage(inbound: InboundMessage, { id, contactId }: Pick<OpenedConversation, 'id' | 'contactId'>) {
  return {
    conversationId: id,
    role: 'user' as const,
    content: inbound.text,
    timestamp: inbound.sentAt,
    kind: inbound.messageKind,
    externalId: inbound.messageId,
    contactId,
    turnId: null,
    metadata: inbound.metadata,
  }
}

type OpenedConversation =
  Awaited<ReturnType<typeof openConversations>> extends ReadonlyMap<string, infer Value> ? Value : never

interface Answer {
  readonly chatId: string
  readonly text: string
  readonly state: OutboundState
  readonly attached: Attachments
}

async function storeAnswer(
  { database, accountId, clock, channel }: Store & { readonly channel: WebchatChannel },
  { chatId, text, state, attached }: Answer,
): Promise<void> {
  const conversationId = await findChat(database.db, accountId, chatId)
  if (conversationId === null) throw new TypeError(`nobody has written in ${chatId}`)
  const [message] = await appendMessages(database.db, [
    {
      conversationId,
      role: 'assistant',
      content: text,
      timestamp: clock.now(),
      kind: 'text',
      externalId: null,
      contactId: null,
      turnId: null,
      metadata: null,
    },
  ])
  await database.db
    .insertInto('outbound')
    .values({
      key: newId(),
      account_id: accountId,
      conversation_id: conversationId,
      turn_id: null,
      message_id: message?.id ?? null,
      payload: JSON.stringify({ text, entities: [], replyToMessageId: null, ...attached }),
      state,
      not_before: clock.now(),
      error_code: null,
      external_id: null,
      created_at: clock.now(),
      settled_at: null,
    })
    .execute()
  const chat = { businessConnectionId: '', chatId, topicId: '', chatType: 'private' as const }
  if (state === 'sending') {
    await channel.send(chat, { text, entities: [], replyToMessageId: null }, AbortSignal.timeout(1000))
  }
}
