import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { DatabaseTarget } from '#shared/database'
import { fillDatabase } from './fill/fill-database.ts'

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '10000' },
    to: { type: 'string' },
    seed: { type: 'string', default: '1' },
  },
})

/** `node --conditions=source --import tsx testing/history/run-fill.ts --messages 1000000 --to ./big.db` (or a postgres:// URL). */
async function main(): Promise<void> {
  if (values.to === undefined || !/^[1-9]\d{0,8}$/.test(values.messages))
    throw new Error('write: --messages N --to PATH|URL')
  const target: DatabaseTarget = values.to.startsWith('postgres')
    ? { engine: 'postgres', url: values.to, poolSize: 2 }
    : { engine: 'sqlite', path: resolve(values.to) }
  const startedAt = performance.now()
  await fillDatabase(target, {
    ...{ messages: Number(values.messages), seed: Number(values.seed), until: Date.now() },
    onProgress: messages => console.error(`${messages} messages …`),
  })
  console.log(`${values.messages} messages in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
}

await main()
