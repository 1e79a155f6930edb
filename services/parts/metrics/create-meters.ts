import { Counter, Gauge, Histogram, type Registry } from 'prom-client'

/** What parts of this process write their measurements to. Labels are bounded: kinds, never ids. */
export type Meters = ReturnType<typeof createMeters>

const fastSeconds = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5]
const slowSeconds = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60]

/** One per registry: names are unique in it. */
export function createMeters(registry: Registry) {
  const registers = [registry]
  return {
    ingestSeconds: new Histogram({
      name: 'ingest_seconds',
      help: 'Time until a batch of updates was stored.',
      buckets: fastSeconds,
      registers,
    }),
    ingestUpdates: new Histogram({
      name: 'ingest_updates',
      help: 'Updates in a batch.',
      buckets: [1, 2, 5, 10, 20, 50, 100],
      registers,
    }),
    turnsInFlight: new Gauge({ name: 'turns_in_flight', help: 'Answers being thought out.', registers }),
    turnSeconds: new Histogram({
      name: 'turn_seconds',
      help: 'Time in which an answer was thought out, by what it came to.',
      labelNames: ['decision'],
      buckets: slowSeconds,
      registers,
    }),
    modelSeconds: new Histogram({
      name: 'model_seconds',
      help: 'Time of a call to the model server with its retries, by outcome.',
      labelNames: ['outcome'],
      buckets: slowSeconds,
      registers,
    }),
    modelFirstTokenSeconds: new Histogram({
      name: 'model_first_token_seconds',
      help: 'Time until the model server sent the first word.',
      buckets: slowSeconds,
      registers,
    }),
    modelTokens: new Counter({
      name: 'model_tokens_total',
      help: 'Tokens read and written by the model server, where it says so.',
      labelNames: ['kind'],
      registers,
    }),
    modelSpared: new Counter({
      name: 'model_spared_total',
      help: 'Answers of the script although there is a model, by why: budget is a stranger who had their share of the day.',
      labelNames: ['reason'],
      registers,
    }),
    knowledgeSearchSeconds: new Histogram({
      name: 'knowledge_search_seconds',
      help: 'Time of a search in the documents.',
      buckets: fastSeconds,
      registers,
    }),
    sendSeconds: new Histogram({
      name: 'send_seconds',
      help: 'Time of a send, by channel and outcome; rate-limited is a 429.',
      labelNames: ['channel', 'outcome'],
      buckets: slowSeconds,
      registers,
    }),
    webhookAttempts: new Counter({
      name: 'webhook_attempts_total',
      help: 'Attempts to send an event to a webhook, by what became of them.',
      labelNames: ['outcome'],
      registers,
    }),
  } as const
}
