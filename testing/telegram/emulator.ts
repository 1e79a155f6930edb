import type { AddressInfo } from 'node:net'
import { createFaultList, type Faults } from './limits/faults.ts'
import type { Violation } from './limits/flood-meter.ts'
import { closeWebhook } from './methods/open-webhook.ts'
import { resolveOptions, type TelegramEmulatorOptions } from './options.ts'
import { createGroup, type NewGroup, type SimulatedGroup } from './people/group.ts'
import type { Place } from './people/places.ts'
import { type RedeliverOptions, redeliver } from './people/redeliver.ts'
import { readTranscript, type TranscriptEntry } from './people/transcript.ts'
import { createUser, type SimulatedUser } from './people/user.ts'
import { waitFor } from './people/wait-for.ts'
import { createSimulator } from './simulator/routes.ts'
import { addPerson, type NewUser } from './state/add-person.ts'
import type { ApiMessage } from './state/api-types.ts'
import type { CallRecord } from './state/call-log.ts'
import { findDraft, type ShownDraft } from './state/chat-log.ts'
import { createBot, type NewBot } from './state/create-bot.ts'
import type { EmulatedBot } from './state/emulated-bot.ts'
import { createSignals, type EmulatorEvent } from './state/signals.ts'
import { getAccount, type World } from './state/world.ts'
import { runWebhookReply } from './wire/run-webhook-reply.ts'
import { createApiServer } from './wire/server.ts'

/** A message that a bot has just sent. */
export interface SentMessage {
  readonly bot: EmulatedBot
  readonly message: ApiMessage
}

/** A Bot API server on 127.0.0.1 and the people on its other side. */
export interface TelegramEmulator {
  /** The API root to give to a client: `http://127.0.0.1:<port>`. */
  readonly url: string
  addBot(bot: NewBot): EmulatedBot
  addUser(user: NewUser): SimulatedUser
  addGroup(group: NewGroup): SimulatedGroup
  readonly faults: Faults
  /** Queues an update as it stands; with an `update_id` of its own that number is used. Returns the number. */
  inject(bot: EmulatedBot, update: Readonly<Record<string, unknown>>): number
  /** Makes past or pending updates available once more, with their old numbers. Returns them in the order of delivery. */
  redeliver(bot: EmulatedBot, updateIds: readonly number[], options?: RedeliverOptions): readonly number[]
  /** Updates that the bot has not confirmed yet. */
  pendingUpdateIds(bot: EmulatedBot): readonly number[]
  /** What stands in a chat: a person's or group's id or handle, or a business chat. Oldest first. */
  transcript(bot: EmulatedBot, chat: number | Place): readonly TranscriptEntry[]
  /** What a person sees the bot write at this moment; null for nothing. */
  draft(bot: EmulatedBot, person: SimulatedUser): ShownDraft | null
  /** The bytes of a file that a bot has sent or been sent. Throws TypeError for one that the bot does not know. */
  download(bot: EmulatedBot, fileId: string): Buffer
  /** The bot's calls, oldest first, as far as `recordCalls` keeps them. */
  calls(bot: EmulatedBot, filter?: { readonly method?: string }): readonly CallRecord[]
  /** Calls over the flood limits or inside a penalty. Empty for a bot that behaves. */
  violations(bot: EmulatedBot): readonly Violation[]
  /** Resolves with the first value of `look` that is neither false, null nor undefined; looks after every event. Default 5 s. */
  waitFor<Found>(look: () => Found | false | null | undefined, timeoutMs?: number): Promise<Found>
  /** Tells of every message a bot sends, synchronously, before its call is answered. Returns how to stop. */
  onSend(listener: (sent: SentMessage) => void): () => void
  /** Tells of everything that happens, synchronously. Returns how to stop. */
  onEvent(listener: (event: EmulatorEvent) => void): () => void
  /** Cuts all connections and stops. */
  close(): Promise<void>
}

/** Starts an emulator; resolves when it listens. Rejects when the port is taken. */
export async function startTelegramEmulator(options: TelegramEmulatorOptions = {}): Promise<TelegramEmulator> {
  const world = createWorld(options)
  const simulator = createSimulator(world)
  const server = createApiServer(world, (request, response) => world.settings.page && simulator(request, response))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(world.settings.port, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    faults: world.faults,
    ...createHands(world),
    async close() {
      for (const bot of world.bots.values()) closeWebhook(bot)
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

function createWorld(options: TelegramEmulatorOptions): World {
  const settings = resolveOptions(options)
  const world: World = {
    clock: settings.clock,
    settings,
    signals: createSignals(),
    faults: createFaultList(),
    people: new Map(),
    groups: new Map(),
    bots: new Map(),
    nextCallbackId: 1,
    nextConnectionId: 1,
    executeReply: (bot, reply) => runWebhookReply(world, bot, reply),
  }
  return world
}

/** Everything a test can do with a running emulator, besides starting and stopping it. */
function createHands(world: World): Omit<TelegramEmulator, 'url' | 'faults' | 'close'> {
  return {
    addBot(bot) {
      const account = createBot(world, bot)
      world.bots.set(account.token, account)
      return account
    },
    addUser: user => createUser(world, addPerson(world, user)),
    addGroup: group => createGroup(world, group),
    inject: (bot, update) => getAccount(world, bot).queue.inject(update, laneOf(update)),
    redeliver: (bot, updateIds, options) => redeliver(world, bot, updateIds, options),
    pendingUpdateIds: bot =>
      getAccount(world, bot)
        .queue.list()
        .map(update => update.id),
    transcript: (bot, chat) => readTranscript(world, bot, chat),
    draft(bot, person) {
      const log = getAccount(world, bot).privateChats.get(person.id)
      return log === undefined ? null : findDraft(log, world.clock.now())
    },
    download(bot, fileId) {
      const file = getAccount(world, bot).files.find(fileId)
      if (file === null) throw new TypeError(`bot ${bot.id} knows no file ${fileId}`)
      return file.bytes
    },
    calls(bot, filter = {}) {
      const calls = getAccount(world, bot).calls.list()
      return filter.method === undefined ? calls : calls.filter(call => call.method === filter.method)
    },
    violations: bot => getAccount(world, bot).flood.violations(),
    waitFor: (look, timeoutMs) => waitFor(world.signals, look, timeoutMs),
    onSend: listener =>
      world.signals.listen(event => {
        if (event.kind === 'sent') listener({ bot: event.bot, message: event.entry.message })
      }),
    onEvent: listener => world.signals.listen(listener),
  }
}

/** The chat or the person an injected update is about, so that a webhook gets those of one chat in order. */
function laneOf(update: Readonly<Record<string, unknown>>): number {
  const found = /"chat":\{"id":(-?\d+)|"from":\{"id":(-?\d+)/.exec(JSON.stringify(update))
  return Number(found?.[1] ?? found?.[2] ?? 0)
}
