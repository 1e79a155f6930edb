import { type ModelServer, startModelServer } from '../model-server/index.ts'
import { type PostgresServer, startPostgres } from '../postgres/index.ts'
import { type SimulatedUser, startTelegramEmulator, type TelegramEmulator } from '../telegram/index.ts'
import { composeReply } from './compose-reply.ts'
import { modelName } from './contenders.ts'
import type { Scenario } from './scenarios.ts'

/** The world around the contenders, the same for all of them: Telegram with its people, the models, PostgreSQL. */
export interface Stage {
  readonly emulator: TelegramEmulator
  readonly people: readonly SimulatedUser[]
  /** A model server as slow as the scenario wants. */
  modelUrl(scenario: Scenario): string
  /** Null when it was not asked for. */
  readonly postgresUrl: string | null
  close(): Promise<void>
}

// An answer of some 450 letters is about 110 tokens; servers send one to four in a chunk.
const chunksPerReply = 32

/**
 * Telegram, the people and the models share this process. Together they take a quarter of what the floor takes for a reply, so
 * they never hold a contender back, and on two cores one is left to it and to PostgreSQL.
 */
export async function openStage(wanted: readonly Scenario[], withPostgres: boolean): Promise<Stage> {
  const emulator = await startTelegramEmulator({ recordCalls: false, keptUpdates: 0, messagesPerChat: 20 })
  const models = new Map<number, ModelServer>()
  for (const { modelLatencyMs } of wanted) {
    if (!models.has(modelLatencyMs)) models.set(modelLatencyMs, await startModel(modelLatencyMs))
  }
  // With fsync, as in production: what is acknowledged must be on the disk.
  const postgres: PostgresServer | null = withPostgres ? await startPostgres({ isDurable: true }) : null
  const count = Math.max(...wanted.map(scenario => scenario.chats))
  return {
    emulator,
    people: Array.from({ length: count }, (_, index) => emulator.addUser({ firstName: `Client ${index + 1}` })),
    modelUrl: scenario => models.get(scenario.modelLatencyMs)?.url ?? '',
    postgresUrl: postgres?.url ?? null,
    async close() {
      await emulator.close()
      for (const model of models.values()) await model.stop()
      await postgres?.stop()
    },
  }
}

function startModel(latencyMs: number): Promise<ModelServer> {
  return startModelServer({
    models: [modelName],
    latencyMs,
    tokens: chunksPerReply,
    journalSize: 1,
    reply: request => composeReply(request.messages.at(-1)?.content ?? ''),
  })
}
