import { checkModelServer as askServer, type ModelServerCheck } from '#capabilities/llm'
import { defineCheck, type Finding, find } from '../define-check.ts'

const connectTimeoutMs = 5_000
const longestAnswerMs = 30_000

/** Whether the model server lists its models, answers a word, and how fast it writes. Sends no client data. */
export const checkModelServer = defineCheck({
  name: 'model-server',
  place: 'outside',
  limitMs: 2 * longestAnswerMs + 10_000,
  async run({ settings, clock }) {
    const { base_url: baseUrl, api_key: apiKey, model, timeout } = settings.ai_server
    if (baseUrl === null) return find('model.off')
    const timeoutMs = Math.min(timeout * 1000, longestAnswerMs)
    const answer = await askServer({ baseUrl, apiKey, model, connectTimeoutMs, timeoutMs }, clock)
    return describe(answer, new URL(baseUrl).host)
  },
})

function describe(answer: ModelServerCheck, host: string): Finding {
  switch (answer.kind) {
    case 'ready':
      return find('model.ready', {
        model: answer.model,
        latencyMs: answer.latencyMs,
        speed: answer.tokensPerSecond === null ? '?' : Math.round(answer.tokensPerSecond),
        context: answer.contextTokens ?? '?',
      })
    case 'model-missing':
      return find('model.missing', { host, wanted: answer.wanted, served: answer.served.join(', ') })
    case 'silent':
      return find('model.silent', { model: answer.model, code: answer.code })
    case 'unreachable':
      return describeUnreachable(answer.code, host)
  }
}

function describeUnreachable(code: string, host: string): Finding {
  if (code === 'http_401' || code === 'http_403') return find('model.key_refused', { host })
  if (code === 'http_404' || code === 'http_405' || code === 'bad_model_list') {
    return find('model.not_openai', { host, code })
  }
  return code.startsWith('http_') ? find('model.failing', { host, code }) : find('model.unreachable', { host, code })
}
