import { z } from 'zod'
import { checkModelServer as ask, type ModelServerCheck } from '#capabilities/llm'
import type { RegisterRoute } from '../../route-context.ts'
import { apiKeyField, baseUrlField, chooseKey } from './server-fields.ts'

const connectTimeoutMs = 5_000
// A model that is not loaded yet takes its time for the first word; a person waits no longer than this.
const timeoutMs = 30_000

const body = z
  .strictObject({
    base_url: baseUrlField.describe('With or without /v1.'),
    api_key: apiKeyField,
    model: z.string().trim().min(1).max(300).nullable().default(null).describe('Null: the first that it lists.'),
  })
  .meta({ examples: [{ base_url: 'http://localhost:8000', api_key: null, model: null }] })

const check = z
  .object({
    state: z
      .enum(['ready', 'unreachable', 'model-missing', 'silent'])
      .describe('`silent`: it lists models and does not answer. `unreachable`: the list could not be read.'),
    code: z.string().nullable().describe('Why not: `connection_failed`, `connect_timeout`, `http_401`, …'),
    model: z.string().nullable(),
    served: z.array(z.string()).describe('With `model-missing`: the models that there are.'),
    context_tokens: z.int().nullable().describe('What it reads and writes at once; null: it does not say.'),
    latency_ms: z.int().nullable().describe('Of an answer of one word, or until it failed.'),
    tokens_per_second: z.number().nullable().describe('While it writes.'),
  })
  .meta({ id: 'ModelServerCheck' })

export const checkModelServer: RegisterRoute = (app, { clock, modelServer }) => {
  app.route({
    method: 'POST',
    url: '/api/v1/settings/model-server/check',
    config: { access: 'admin' },
    schema: {
      tags: ['settings'],
      summary: 'Try a model server out: whether it answers, with which model, how fast',
      description:
        'Asks for the list of models, for one word, and for a short text. Stores nothing and sends nothing of clients.',
      body,
      response: { 200: check },
    },
    handler: async request => {
      const { base_url: baseUrl, model } = request.body
      const apiKey = chooseKey(request.body, modelServer)
      return toBody(await ask({ baseUrl, apiKey, model, connectTimeoutMs, timeoutMs }, clock))
    },
  })
}

const nothing = { code: null, model: null, served: [], context_tokens: null, latency_ms: null, tokens_per_second: null }

function toBody(outcome: ModelServerCheck): z.infer<typeof check> {
  const state = outcome.kind
  switch (outcome.kind) {
    case 'ready': {
      const { model, contextTokens, latencyMs, tokensPerSecond } = outcome
      const speed = tokensPerSecond === null ? null : Math.round(tokensPerSecond * 10) / 10
      const latency = Math.round(latencyMs)
      return { ...nothing, state, model, context_tokens: contextTokens, latency_ms: latency, tokens_per_second: speed }
    }
    case 'unreachable':
      return { ...nothing, state, code: outcome.code, latency_ms: Math.round(outcome.latencyMs) }
    case 'model-missing':
      return { ...nothing, state, model: outcome.wanted, served: [...outcome.served] }
    case 'silent': {
      const { model, code, latencyMs } = outcome
      return { ...nothing, state, model, code, latency_ms: Math.round(latencyMs) }
    }
  }
}
