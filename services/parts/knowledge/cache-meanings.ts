import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Embed } from '#capabilities/knowledge'
import { type Cache, createMemoryCache, createRedisCache } from '#shared/cache'
import { systemClock } from '#shared/utils'
import type { RedisRooms } from '../links/open-redis.ts'

/** What a text means to a model: its vector as base64 of 32-bit floats. */
export type StoredMeaning = z.infer<typeof storedMeaning>

const storedMeaning = z.object({ model: z.string(), vector: z.string() })

// Clients ask the same few things. A quarter of an hour: so long a server's new model goes unnoticed for an old question.
const bounds = { ttlMs: 15 * 60_000, maxEntries: 1_000 }

/** `server` names the model server and model: vectors of different ones must not be mixed. */
export function openMeaningCache(redis: RedisRooms | null, server: string): Cache<StoredMeaning> {
  if (redis === null) return createMemoryCache(systemClock, bounds)
  const parse = (stored: unknown): StoredMeaning | null => storedMeaning.safeParse(stored).data ?? null
  return createRedisCache({ link: redis.link, clock: systemClock, topic: `meaning:${hash(server)}`, parse }, bounds)
}

/**
 * Asks the model server only what has not been asked lately, which spares a client's question the way there. Documents, which come
 * many at a time and once, are not kept. Names are hashes: what clients ask does not lie in Redis.
 */
export function cacheMeanings(embed: Embed, cache: Cache<StoredMeaning>): Embed {
  return async (texts, signal) => {
    const [text] = texts
    if (text === undefined || texts.length > 1) return embed(texts, signal)
    const name = hash(text)
    const known = await cache.get(name)
    if (known !== null) return { kind: 'vectors', model: known.model, vectors: [decode(known.vector)] }
    const outcome = await embed(texts, signal)
    const vector = outcome.kind === 'vectors' ? outcome.vectors[0] : undefined
    if (outcome.kind === 'vectors' && vector !== undefined)
      void cache.set(name, { model: outcome.model, vector: encode(vector) })
    return outcome
  }
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}

function encode(vector: readonly number[] | Float32Array): string {
  return Buffer.from(Float32Array.from(vector).buffer).toString('base64')
}

function decode(stored: string): Float32Array {
  // A copy, because floats must lie at a multiple of four bytes.
  const bytes = new Uint8Array(Buffer.from(stored, 'base64'))
  return new Float32Array(bytes.buffer, 0, Math.floor(bytes.length / 4))
}
