import { join } from 'node:path'
import { type KyselyPlugin, sql } from 'kysely'
import { createInternalCalendar, type Meeting, writeCancellation, writeInvitation } from '#capabilities/calendar'
import {
  createMemoryChannel,
  type FloodPenalty,
  type Inbound,
  type InboundUpdate,
  type MemoryChannel,
} from '#capabilities/channels'
import { saveAccount } from '#capabilities/conversations'
import type { Passage } from '#capabilities/knowledge'
import type { ChatModel } from '#capabilities/llm'
import { loadLanguageDetector, type Playbook, readPlaybook } from '#capabilities/sales'
import {
  type BusinessRules,
  createAgent,
  createFindOpenings,
  createIngest,
  createLimitInbound,
  createMediaDesk,
  createOutageWatch,
  createPreviews,
  createSpeaker,
  createTurns,
  giveUp,
  type InboundLimits,
  type Ingest,
  intakeOf,
  type JobDeps,
  type MediaReader,
  type OwnerWords,
  type Previews,
  type Render,
  readOwnerStatus,
  recordPenalty,
  type Speaker,
  type StrangerBudget,
  startSweeper,
  type Turns,
  writeCards,
} from '#flow'
import { type AccountId, type ConversationId, type Database, migrate } from '#shared/database'
import { type Bus, createBus, createMemoryQueue, type Queue } from '#shared/events'
import { createFakeClock, createFakeIds, type FakeClock, type Logger, silentLogger } from '#shared/utils'
import { createFlowCockpit, type FlowCockpitOptions } from './flow-cockpit.ts'
import { createGatedModel, type GatedModel } from './gated-model.ts'

export type { GatedModel }

/** The whole sentence on a real database, with the outside world in memory and time in the test's hand. */
export interface FlowHarness {
  readonly database: Database
  readonly clock: FakeClock
  readonly bus: Bus
  readonly queue: Queue
  readonly channel: MemoryChannel
  readonly model: GatedModel
  readonly ingest: Ingest
  readonly turns: Turns
  readonly speaker: Speaker
  /** Nobody shows them until a test does: `startDrafts`. */
  readonly previews: Previews
  /** What the owner was told of readers that are away or back, in order. */
  readonly told: readonly OwnerWords[]
  readonly accountId: AccountId
  /** What the jobs of the worker need; a test runs them when it likes. */
  readonly jobs: JobDeps
  /** Shows cards, as the worker does every second, until nothing is left to show. */
  showCards(): Promise<void>
  /** Hands in what clients wrote; resolves when it is stored. */
  receive(...updates: readonly InboundUpdate[]): Promise<void>
  /** Lets time pass and everything that falls due run to its end. */
  pass(ms: number): Promise<void>
  /** The work of a process that starts anew over the same database. */
  restart(): Promise<FlowHarness>
  stop(): Promise<void>
}

export const flowSettings = {
  debounceMs: 1500,
  maxWaitMs: 15_000,
  leaseMs: 30_000,
  contextWindow: 10,
  summaryThreshold: 15,
  ownerId: 900,
  timeZone: 'Europe/Moscow',
}

/** The owner's account is answered from, in all chats, and silence lasts an hour. */
export const flowBusiness: BusinessRules = {
  servedUsers: new Set([flowSettings.ownerId]),
  onlyChats: new Set(),
  excludedChats: new Set(),
  silenceMs: 60 * 60_000,
  lastWordMs: 60 * 60_000,
  marksRead: true,
  timeZone: flowSettings.timeZone,
}

const never = 1_000_000

/** What everybody writes is counted, and nobody ever writes too much. */
const onlyCounted: InboundLimits = {
  perMinute: { private: never, group: never, channel: never },
  perHour: never,
  maxRepeats: never,
  minIntervalMs: 0,
  blockMs: 1,
  everyone: { perMinute: never, perHour: never },
  adaptation: null,
}

export interface FlowOptions {
  readonly clock?: FakeClock
  readonly channel?: MemoryChannel
  /** Default: general. */
  readonly playbook?: string
  /** The words as they stand at this moment, where a test edits them; instead of `playbook`. */
  readonly currentPlaybook?: () => Playbook
  /** What the knowledge base answers; default: nothing. */
  readonly search?: (question: string) => Promise<readonly Passage[]>
  /** Answers instead of the gated model: the scripted one, or a server's. */
  readonly answering?: ChatModel
  /** The quiet time after which a message is answered; default: that of `flowSettings`. */
  readonly debounceMs?: number
  /** The zone of the business; default: Moscow. */
  readonly timeZone?: string
  /** False: nobody looks every second for what is due, so that a week passes at once; wakes alone have to do. */
  readonly isSwept?: boolean
  readonly cockpit?: FlowCockpitOptions
  /** How much clients may write; default: more than any test does, but counted. Null: not even counted. */
  readonly limits?: InboundLimits | null
  /** Answers at the same time, in all and of one account; default: 64, whosever they are. */
  readonly places?: { readonly total: number; readonly perAccount: number | null }
  /** How much of the model a stranger may have in a day; default: as much as they like. */
  readonly strangerBudget?: StrangerBudget
  /** Where it differs from `flowBusiness`: how the bot behaves in chats of people's own accounts. */
  readonly business?: Partial<BusinessRules>
  /** What reads files of clients; default: nothing does. */
  readonly readers?: readonly MediaReader[]
  /** Default: says nothing. */
  readonly logger?: Logger
}

export async function startFlow(untracked: Database, options: FlowOptions = {}): Promise<FlowHarness> {
  await migrate(untracked)
  const database: Database = {
    ...untracked,
    db: untracked.db.withPlugin(countQueries),
    transaction: work => track(() => untracked.transaction(work)),
    lazyTransaction: work => track(() => untracked.lazyTransaction(work)),
  }
  const clock = options.clock ?? createFakeClock(undefined, () => comeToRest(untracked))
  const logger = options.logger ?? silentLogger
  const bus = createBus(logger)
  const queue = createMemoryQueue(clock, logger)
  const newId = createFakeIds(`run${clock.now()}-${++runs}`)
  const model = createGatedModel()
  const words = readPlaybook(join(import.meta.dirname, '../playbooks'), options.playbook ?? 'general')
  const playbook = options.currentPlaybook ?? ((): Playbook => words)
  const internal = createInternalCalendar()
  const settings = {
    ...flowSettings,
    timeZone: options.timeZone ?? flowSettings.timeZone,
    debounceMs: options.debounceMs ?? flowSettings.debounceMs,
  }
  const rules = () => (words.meeting === null ? null : { ...words.meeting, timeZone: settings.timeZone })
  const accountId = await saveAccount(
    database.db,
    { channel: 'memory', externalId: 'bot', username: 'shop_bot', displayName: 'Shop' },
    clock.now(),
  )
  // A penalty is kept as the Telegram service keeps it.
  const onPenalty = (penalty: FloodPenalty): void =>
    void track(() => recordPenalty(database.db, { accountId, ...penalty }, clock.now()))
  const channel = options.channel ?? createMemoryChannel({ onPenalty })
  const render: Render = (_channel, markdown, attached) => channel.render(markdown, attached)
  const limits = options.limits === undefined ? onlyCounted : options.limits
  const speech = { playbook, render, logger, defaultLanguage: 'ru', ownerId: flowSettings.ownerId }
  const business: BusinessRules = { ...flowBusiness, timeZone: settings.timeZone, ...options.business }
  const ingest = createIngest({
    ...{ database, bus, queue, clock, newId, logger },
    limitInbound: limits === null ? null : createLimitInbound({ ...speech, limits }),
    media: intakeOf(options.readers ?? []),
    business: { rules: business, render, newId, logger },
    settings: { ...settings, minIntervalMs: limits?.minIntervalMs ?? 0 },
  })
  const findOpenings = createFindOpenings({ database, calendar: internal, rules, clock, logger })
  const { timeZone } = settings
  const house = { database, clock, playbook, render, limits, findOpenings, timeZone, ownerId: flowSettings.ownerId }
  const writeFile = (meeting: Meeting, _language: string, isCancelled: boolean): string => {
    const entry = { ...meeting, description: '' }
    const facts = { nowMs: clock.now(), organizer: null, alarmMinutes: null }
    return isCancelled ? writeCancellation(entry, facts) : writeInvitation(entry, facts)
  }
  const cockpit = createFlowCockpit({ ...house, writeInvitation: writeFile }, options.cockpit)
  const agent = createAgent({
    model: options.answering ?? model,
    playbook,
    detectLanguage: await loadDetectorOnce(),
    search: options.search ?? (() => Promise.resolve([])),
    findOpenings,
    writeInvitation: writeFile,
    readStatus: () => readOwnerStatus(database.db),
    answerCrew: cockpit.answerCrew,
    clock,
    settings: {
      timeZone: settings.timeZone,
      holdMs: 15 * 60_000,
      hasModelServer: options.answering === undefined,
      temperature: 0.5,
      maxTokens: 500,
      persona: null,
      ownerId: flowSettings.ownerId,
      defaultLanguage: 'ru',
    },
  })
  const previews = createPreviews()
  const turns = createTurns({
    database,
    business: { rules: business },
    previews,
    agent,
    detectLanguage: await loadDetectorOnce(),
    bus,
    queue,
    clock,
    newId,
    logger,
    render,
    playbook,
    calendar: { name: 'internal', holdMs: 15 * 60_000, reminderHours: [24, 1], minutes: null },
    performOrder: cockpit.performOrder,
    giveUp: facts => giveUp(facts, words, 'ru'),
    settings: {
      ...settings,
      defaultLanguage: 'ru',
      crew: cockpit.crew,
      answering: cockpit.answering,
      ...{ turnsPerAccount: options.places?.perAccount ?? null, strangerBudget: options.strangerBudget ?? null },
    },
  })
  const speaker = createSpeaker({
    ...{ database, accountId, channel, bus, queue, clock, newId, logger },
    business: { rules: business },
  })
  queue.work('turn', options.places?.total ?? 64, key => track(() => turns.run(Number(key) as ConversationId)))
  queue.work('outbox', 1, () => track(() => speaker.pump()))
  const told: OwnerWords[] = []
  const outages = createOutageWatch(async words => void told.push(words))
  const readers = options.readers ?? []
  const desk = createMediaDesk({
    ...{ database, accountId, channel, readers, outages, queue, clock, logger },
    settings,
  })
  if (readers.length > 0) {
    queue.work('media', 1, () => track(() => desk.pump()))
    await desk.recover()
    queue.wake('media', String(accountId))
  }
  const stopSweeper = options.isSwept === false ? () => {} : startSweeper({ database, queue, clock, logger })

  const harness: FlowHarness = {
    database,
    clock,
    bus,
    queue,
    channel,
    model,
    ingest,
    turns,
    speaker,
    previews,
    told,
    accountId,
    jobs: {
      ...{ database, bus, queue, clock, newId, logger, render, playbook },
      business: { rules: business },
      settings: {
        ownerId: settings.ownerId,
        defaultLanguage: 'ru',
        timeZone: settings.timeZone,
        reminderHours: [24, 1],
        sendsBriefs: true,
      },
    },
    showCards: async () => {
      const kinds = { newLead: true, hotLead: true }
      const cards = { ...harness.jobs, crew: cockpit.crew, answering: cockpit.answering, kinds }
      for (let second = 0; second < 4; second++) {
        await track(() => writeCards(cards))
        await clock.advance(1000)
      }
    },
    receive: (...updates) => ingest({ accountId, channel: 'memory' }, updates),
    pass: ms => clock.advance(ms),
    restart: async () => {
      await harness.stop()
      return startFlow(untracked, { ...options, clock, channel })
    },
    stop: async () => {
      void stopSweeper()
      // Time stands still, so nothing is waited for: as abrupt as a crash, but for the timers.
      void turns.close(0)
      void speaker.close(0)
      void desk.close(0)
      void queue.close(0)
    },
  }
  return harness
}

let runs = 0

let detector: ReturnType<typeof loadLanguageDetector> | null = null

// A tenth of a second and 18 MB each time; it keeps nothing of what it reads.
function loadDetectorOnce(): ReturnType<typeof loadLanguageDetector> {
  detector ??= loadLanguageDetector()
  return detector
}

// Work under way in any harness of this process, but for turns that a test holds back.
let busy = 0

async function track<Result>(work: () => Promise<Result>): Promise<Result> {
  busy++
  try {
    return await work()
  } finally {
    busy--
  }
}

/** What a model of a test waits for: time may pass meanwhile. */
export async function asIdle<Result>(waiting: Promise<Result>): Promise<Result> {
  busy--
  try {
    return await waiting
  } finally {
    busy++
  }
}

const countQueries: KyselyPlugin = {
  transformQuery({ node }) {
    busy++
    return node
  },
  async transformResult({ result }) {
    busy--
    return result
  },
}

// Where the count stands when nothing is under way: a statement that failed was counted as begun, and never as ended.
let idle = 0
const mostTries = 2000

/**
 * Waits until nothing is under way, and has not been for a few turns of the event loop: work that ends wakes more. Work that
 * outlasts many of them (it waits for the test, or is a statement that failed) is waited for once, and then let be.
 */
export async function comeToRest(database: Database): Promise<void> {
  for (let quiet = 0, tries = 0; quiet < 6; tries++) {
    // A round trip takes about as long as the statement that is waited for; where none is, a turn of the loop is enough.
    if (busy > idle && database.engine === 'postgres') await sql`select 1`.execute(database.db)
    await new Promise(resolve => setImmediate(resolve))
    if (busy < idle || tries === mostTries) idle = busy
    quiet = busy === idle ? quiet + 1 : 0
  }
}

let nextUpdateId = 1000

/** A text of a client in a private chat; update and message ids go up by themselves. */
export function textUpdate(
  text: string,
  more: { readonly userId?: number; readonly updateId?: number; readonly messageId?: string } = {},
): InboundUpdate {
  const updateId = more.updateId ?? nextUpdateId++
  const userId = more.userId ?? 1
  const [, name, argument = ''] = /^\/(\w+)\s*(.*)$/.exec(text) ?? []
  const inbound: Inbound = {
    kind: 'message',
    chat: { businessConnectionId: '', chatId: String(userId), topicId: '', chatType: 'private' },
    from: { userId, displayName: `User ${userId}`, username: null, appLanguage: 'en' },
    messageId: more.messageId ?? String(updateId),
    sentAt: Date.UTC(2026, 0, 14, 9),
    messageKind: name === undefined ? 'text' : 'command',
    text,
    command: name === undefined ? null : { name, argument },
    wantsAnswer: true,
    metadata: null,
  }
  return { updateId, updateKind: 'message', raw: JSON.stringify({ update_id: updateId, text }), inbound }
}
