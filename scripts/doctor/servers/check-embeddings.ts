import { checkEmbeddings as askServer } from '#capabilities/llm'
import { defineCheck, find } from '../define-check.ts'

const connectTimeoutMs = 5_000
const timeoutMs = 10_000

/** Whether passages can be found by meaning. Without it the assistant works, so that only a model named in vain is a fault. */
export const checkEmbeddings = defineCheck({
  name: 'embeddings',
  place: 'outside',
  limitMs: 20_000,
  async run({ settings, clock }) {
    const { base_url: baseUrl, api_key: apiKey, embedding_model: model } = settings.ai_server
    if (baseUrl === null) return find('embeddings.off')
    const answer = await askServer({ baseUrl, apiKey, model, connectTimeoutMs, timeoutMs }, clock)
    switch (answer.kind) {
      case 'offered':
        return find('embeddings.ready', { model: answer.model, dimensions: answer.dimensions })
      case 'no-model':
        return find('embeddings.none')
      case 'not-offered':
        return model === null ? find('embeddings.none') : find('embeddings.refused', { model, code: answer.code })
      case 'failed':
        return find('embeddings.unasked', { code: answer.code })
    }
  },
})
