import { type ChatModel, createOpenAiCompatibleModel, createScriptedModel, withFallback } from '#capabilities/llm'
import { chance, Secret, systemClock } from '#shared/utils'

/** The owner's model server with the script behind it, as the platform has it; the defaults of the `ai_server` section. */
export function connectServer(baseUrl: string, env: NodeJS.ProcessEnv): ChatModel {
  const server = createOpenAiCompatibleModel(
    {
      baseUrl,
      apiKey: env.AI_SERVER_API_KEY === undefined ? null : new Secret(env.AI_SERVER_API_KEY),
      model: env.AI_SERVER_MODEL ?? null,
      contextTokens: 12_384,
      connectTimeoutMs: 5000,
      firstTokenTimeoutMs: 20_000,
      totalTimeoutMs: 30_000,
      maxRetries: 2,
    },
    { clock: systemClock, chance },
  )
  return withFallback(server, createScriptedModel(), { onDegraded: () => {}, onRecovered: () => {} })
}
