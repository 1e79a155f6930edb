import type { Embed } from '#capabilities/knowledge'
import { createEmbedder } from '#capabilities/llm'
import { chance, type Logger, systemClock } from '#shared/utils'
import type { Settings } from '../../settings.ts'
import type { RedisRooms } from '../links/open-redis.ts'
import { cacheMeanings, openMeaningCache } from './cache-meanings.ts'

const connectTimeoutMs = 5000

/** What asks the model server for the meaning of texts; null without one. Whether it offers embeddings shows when it is asked. */
export function createEmbed({ ai_server: server }: Settings, logger: Logger, redis: RedisRooms | null): Embed | null {
  if (server.base_url === null) return null
  const embedder = createEmbedder(
    {
      baseUrl: server.base_url,
      apiKey: server.api_key,
      model: server.embedding_model,
      connectTimeoutMs,
      totalTimeoutMs: server.timeout * 1000,
      maxRetries: server.max_retries,
    },
    { clock: systemClock, chance, logger },
  )
  return cacheMeanings(embedder.embed, openMeaningCache(redis, `${server.base_url} ${server.embedding_model}`))
}
