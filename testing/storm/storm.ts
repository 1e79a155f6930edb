import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createButtonSeal,
  createFloodBudget,
  createPressAnswerer,
  createTelegramChannel,
  createTelegramClient,
} from '#capabilities/channels'
import { saveAccount } from '#capabilities/conversations'
import { createPreviews, createSpeaker, startDrafts } from '#flow'
import { connectDatabase, migrate } from '#shared/database'
import { createBus, createMemoryQueue } from '#shared/events'
import { createFakeClock, createFakeIds, Secret, silentLogger } from '#shared/utils'
import { createSeededChance } from '../seeded-chance.ts'
import { startTelegramEmulator } from '../telegram/index.ts'
import { createCountedWire } from './counted-wire.ts'
import { liveInChat, type StormStage } from './live-in-chat.ts'
import { measureStorm } from './measure-storm.ts'
import type { StormReport } from './report.ts'
import { gatherChats } from './storm-chats.ts'

export interface StormOptions {
  /** Odd phases are calm, in even ones there is more to say than may be said. At least 2. */
  readonly phases: number
  /** Simulated. */
  readonly phaseMs: number
  readonly chats: number
  readonly seed: number
  readonly onPhase?: (phase: number) => void
}

const token = '42:storm'
// What a call to Telegram takes at the worst of a day, and calls overtake each other.
const slowestMs = 150
const penaltyEveryMs = 7_000

/**
 * Speaks in many chats at once, with drafts, typing, edits and finals, through the real outbox, speaker, flood budget and client, to a
 * server that enforces Telegram's limits on a clock of its own, gives penalties for no reason, and makes them longer for whoever
 * calls within one.
 */
export async function runStorm({ phases, phaseMs, chats: count, seed, onPhase }: StormOptions): Promise<StormReport> {
  const folder = await mkdtemp(join(tmpdir(), 'storm-'))
  const database = connectDatabase({ engine: 'sqlite', path: join(folder, 'storm.db') })
  const chance = createSeededChance(seed)
  let isAtRest = (): boolean => true
  const clock = createFakeClock(undefined, () => settle(() => isAtRest()))
  let latencyMs = (): number => 0
  const emulator = await startTelegramEmulator({
    clock,
    rateModel: 'telegram',
    recordCalls: 1_000_000,
    latencyMs: () => latencyMs(),
  })
  try {
    await migrate(database)
    const bot = emulator.addBot({ token, username: 'storm_bot' })
    const secret = new Secret(token)
    const inner = createTelegramClient({ token: secret, apiRoot: emulator.url, clock })
    const wire = createCountedWire(inner, () => Math.floor(chance() * slowestMs))
    wire.watch(emulator)
    isAtRest = wire.isAtRest
    latencyMs = wire.latencyMs
    const facts = { channel: 'telegram', externalId: `${bot.id}`, username: null, displayName: null }
    const accountId = await saveAccount(database.db, facts, clock.now())
    const budget = createFloodBudget({ clock })
    const common = { clock, database, logger: silentLogger, accountId, budget, client: wire.client }
    const channel = createTelegramChannel({ ...common, seal: createButtonSeal(secret) })
    const bus = createBus(silentLogger)
    const queue = createMemoryQueue(clock, silentLogger)
    const previews = createPreviews()
    const speaker = createSpeaker({ ...common, channel, bus, queue, newId: createFakeIds('storm') })
    queue.work('outbox', 1, () => speaker.pump())
    const stopDrafts = startDrafts({ ...common, channel, previews })
    const presses = createPressAnswerer({ ...common, explainUnknown: () => 'unknown' })
    const chats = await gatherChats({ database, accountId, emulator, bot, nowMs: clock.now() }, count)
    const startedAtMs = clock.now()
    const endsAtMs = startedAtMs + phases * phaseMs
    const stage: StormStage = {
      ...common,
      channel,
      queue,
      previews,
      presses,
      emulator,
      bot,
      chance,
      startedAtMs,
      endsAtMs,
      phaseMs,
    }
    const byChat = new Map(chats.map(chat => [Number(chat.address.chatId), chat]))
    emulator.onSend(({ message }) => {
      const number = Number(/^answer (\d+)$/.exec(message.text ?? '')?.[1])
      byChat.get(message.chat.id)?.arrived.push({ number, atMs: clock.now() })
    })
    for (const chat of chats) void liveInChat(stage, chat)
    let penalties = 0
    for (let phase = 1; phase <= phases; phase++) {
      for (let elapsedMs = 0; elapsedMs < phaseMs; elapsedMs += penaltyEveryMs) {
        const unlucky = chats[2 + Math.floor(chance() * (chats.length - 2))]
        // The two that never rest are to show what they may say at most.
        if (unlucky !== undefined && !unlucky.isTireless) {
          const method = chance() < 0.5 ? 'sendMessageDraft' : 'sendMessage'
          const retryAfter = 1 + Math.floor(chance() * 40)
          emulator.faults.add({
            kind: 'status',
            status: 429,
            retryAfter,
            method,
            chatId: Number(unlucky.address.chatId),
          })
          penalties++
        }
        await clock.advance(Math.min(penaltyEveryMs, phaseMs - elapsedMs))
      }
      onPhase?.(phase)
    }
    emulator.faults.clear()
    // What was queued until the end still has to arrive.
    for (let waited = 0; waited < 30 && (await countOpen()) > 0; waited++) await clock.advance(60_000)
    void stopDrafts()
    void speaker.close(0)
    void queue.close(0)
    await presses.close()
    return measureStorm({ chats, emulator, bot, startedAtMs, phases, phaseMs, penalties })
  } finally {
    await emulator.close()
    await database.close()
    await rm(folder, { recursive: true, force: true })
  }

  async function countOpen(): Promise<number> {
    const rows = await database.db
      .selectFrom('outbound')
      .select('id')
      .where('state', 'in', ['queued', 'sending'])
      .execute()
    return rows.length
  }
}

// So many turns of the event loop end whatever the database still has to say.
const quietTurns = 4

async function settle(isAtRest: () => boolean): Promise<void> {
  for (let quiet = 0; quiet < quietTurns; ) {
    await new Promise(resolve => setImmediate(resolve))
    quiet = isAtRest() ? quiet + 1 : 0
  }
}
