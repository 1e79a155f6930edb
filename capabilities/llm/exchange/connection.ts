import type { Agent } from 'node:http'
import type { Clock, Secret } from '#shared/utils'
import { createAgent } from './exchange.ts'

export interface ServerSettings {
  /** With or without `/v1` at the end. */
  readonly baseUrl: string
  /** Null, or an empty secret: requests carry no key. */
  readonly apiKey: Secret | null
  readonly connectTimeoutMs: number
}

/** Where a server is and how it is spoken to; made once, it keeps connections open. */
export interface Connection {
  readonly modelsUrl: URL
  readonly completionsUrl: URL
  readonly embeddingsUrl: URL
  readonly headers: Readonly<Record<string, string>>
  readonly agent: Agent
  readonly connectTimeoutMs: number
  readonly clock: Clock
}

export function createConnection(settings: ServerSettings, clock: Clock): Connection {
  const base = settings.baseUrl.replace(/\/+$/, '')
  const root = base.endsWith('/v1') ? base : `${base}/v1`
  const key = settings.apiKey?.reveal() ?? ''
  return {
    modelsUrl: new URL(`${root}/models`),
    completionsUrl: new URL(`${root}/chat/completions`),
    embeddingsUrl: new URL(`${root}/embeddings`),
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...(key === '' ? {} : { authorization: `Bearer ${key}` }),
    },
    agent: createAgent(new URL(root)),
    connectTimeoutMs: settings.connectTimeoutMs,
    clock,
  }
}
