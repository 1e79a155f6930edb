import { type ChatModel, createOpenAiCompatibleModel } from '#capabilities/llm'
import { type AskAboutPicture, createSight, type Sight } from '#capabilities/media'
import type { Chance, Clock, Logger } from '#shared/utils'
import type { Settings } from '../../settings.ts'

const connectTimeoutMs = 5000

/** What looks at clients' pictures: the model of the settings, if it sees; null without a server, or where the settings say no. */
export function createModelSight(
  { ai_server: server, media }: Settings,
  deps: { readonly clock: Clock; readonly chance: Chance; readonly logger: Logger },
): Sight | null {
  if (server.base_url === null || !media.pictures) return null
  // A client of its own: a server that fails over pictures must not count as down for those who write.
  const model = createOpenAiCompatibleModel(
    {
      baseUrl: server.base_url,
      apiKey: server.api_key,
      model: server.vision_model ?? server.model,
      contextTokens: server.context_tokens,
      connectTimeoutMs,
      firstTokenTimeoutMs: server.timeout * 1000,
      totalTimeoutMs: server.timeout * 1000,
      maxRetries: Math.min(1, server.max_retries),
    },
    deps,
  )
  return createSight({ ...deps, ask: askBy(model) })
}

function askBy(model: ChatModel): AskAboutPicture {
  return ({ instruction, picture, maxTokens }, signal) =>
    model.answer(
      {
        messages: [{ role: 'user', content: instruction, ...(picture !== null && { pictures: [picture] }) }],
        // As it is, not as it might be told.
        temperature: 0,
        maxTokens,
        prepared: '',
      },
      signal,
    )
}
