import { onTestFinished } from 'vitest'
import { type ChatModel, createOpenAiCompatibleModel, type OpenAiCompatibleSettings } from '#capabilities/llm'
import { type Clock, systemClock } from '#shared/utils'
import { type ModelServer, type ModelServerOptions, startModelServer } from './start-model-server.ts'

export interface FastClock extends Clock {
  /** Makes it later at once, for all who look at it; timers are not hurried. */
  pass(ms: number): void
}

/** Real time, twenty times as fast: pauses and time-outs keep their proportions, and nobody waits for them. */
const SPEED = 20
const startMs = systemClock.now()
const startedAt = systemClock.elapsed()
let passedMs = 0
const elapsed = (): number => (systemClock.elapsed() - startedAt) * SPEED + passedMs
export const fastClock: FastClock = {
  now: () => startMs + elapsed(),
  elapsed,
  pass(ms) {
    passedMs += ms
  },
  after: (delayMs, callback) => systemClock.after(delayMs / SPEED, callback),
}

/** A server for one test, on the fast clock. */
export async function openServer(options: ModelServerOptions = {}): Promise<ModelServer> {
  const server = await startModelServer({ clock: fastClock, ...options })
  onTestFinished(() => server.stop())
  return server
}

/** A server and the platform's client for it, both on the fast clock. */
export async function openModel(
  options: ModelServerOptions = {},
  settings: Partial<OpenAiCompatibleSettings> = {},
): Promise<{ readonly server: ModelServer; readonly model: ChatModel }> {
  const server = await openServer(options)
  return { server, model: createModel({ baseUrl: server.url, ...settings }) }
}

/** The platform's client with the settings it ships with. */
export function createModel(
  settings: Partial<OpenAiCompatibleSettings> & { readonly baseUrl: string },
  clock: Clock = fastClock,
): ChatModel {
  const shipped = {
    apiKey: null,
    model: null,
    contextTokens: 12_384,
    connectTimeoutMs: 5000,
    firstTokenTimeoutMs: 20_000,
    totalTimeoutMs: 30_000,
    maxRetries: 2,
  }
  return createOpenAiCompatibleModel({ ...shipped, ...settings }, { clock, chance: () => 0.5 })
}
