import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { findPostgresBinaries } from '../../testing/postgres/find-binaries.ts'
import { type PostgresServer, startPostgres } from '../../testing/postgres/index.ts'
import { connectDatabase } from './connect.ts'
import { migrate } from './migrate.ts'
import { acquireProcessLock } from './process-lock.ts'

// With CI=true a machine without PostgreSQL fails here as everywhere.
const isMissing = findPostgresBinaries().length === 0 && process.env.CI !== 'true'

describe.skipIf(isMissing)('a PostgreSQL that restarts', () => {
  let server: PostgresServer

  beforeAll(async () => {
    server = await startPostgres()
  }, 60_000)
  afterAll(() => server.stop())

  it.each(['fast', 'immediate'] as const)(
    '%s: is used again without a restart of ours, and keeps what was committed',
    async how => {
      const target = { engine: 'postgres', url: server.url, poolSize: 3 } as const
      const database = connectDatabase(target)
      onTestFinished(() => database.close())
      await migrate(database)
      const add = (userId: number) =>
        database.transaction(tx =>
          sql`insert into user_context (user_id, updated_at) values (${userId}, 1) on conflict do nothing`.execute(tx),
        )
      const count = async () => (await database.db.selectFrom('user_context').select('id').execute()).length
      await database.db.deleteFrom('user_context').execute()
      // All connections are open and have statements prepared; one has a transaction under way.
      await Promise.all([1, 2, 3].map(add))
      const lock = await acquireProcessLock(target, how)
      const cut = database.transaction(async tx => {
        await sql`insert into user_context (user_id, updated_at) values (9, 1)`.execute(tx)
        await server.interrupt(how)
        await sql`select 1`.execute(tx)
      })
      await expect(cut).rejects.toThrow()
      expect(lock?.lost.aborted).toBe(true)
      await expect(count()).rejects.toThrow()
      await server.resume()
      expect(await count()).toBe(3)
      await Promise.all([4, 5, 6].map(add))
      expect(await count()).toBe(6)
      const again = await acquireProcessLock(target, how)
      expect(again).not.toBeNull()
      await again?.release()
    },
    60_000,
  )
})
