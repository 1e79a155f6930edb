import { Redis } from 'ioredis'
import { defineExperiment, type Experiment } from '../../experiment.ts'

/** Redis killed and away for 5 s, frozen for 7 s, and emptied twice under load. */
export const breakRedis: readonly Experiment[] = [
  defineExperiment({
    name: 'kill-redis',
    needs: ['redis'],
    lastsMs: 5_000,
    strike: ({ redis }) => redis.kill(),
    mend: ({ redis }) => redis.restart(),
  }),
  defineExperiment({
    name: 'freeze-redis',
    needs: ['redis'],
    lastsMs: 7_000,
    strike: ({ redis }) => redis.pause(),
    mend: ({ redis }) => redis.resume(),
  }),
  defineExperiment({
    name: 'flush-redis',
    needs: ['redis'],
    lastsMs: 2_000,
    strike: ({ redis }) => flush(redis.url),
    mend: ({ redis }) => flush(redis.url),
  }),
]

async function flush(url: string): Promise<void> {
  const client = new Redis(url)
  try {
    await client.flushall()
  } finally {
    client.disconnect()
  }
}
