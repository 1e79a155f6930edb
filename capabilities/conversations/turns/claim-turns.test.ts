import { sql } from 'kysely'
import { expect, it } from 'vitest'
import type { ConversationId, Tx } from '#shared/database'
import { describeEachDatabase } from '../../../testing/databases.ts'
import { meetClients } from '../../../testing/meet-clients.ts'
import { claimTurns } from './turn-state.ts'

const claimBy = (tx: Tx, leaseId: string, ids: readonly ConversationId[]) =>
  claimTurns(tx, ids, { leaseId, nowMs: 100, leaseMs: 1_000 })

describeEachDatabase('claiming turns', (open, engine) => {
  async function openWithDue() {
    const database = await open()
    const clients = await meetClients(database, 3)
    await sql`update conversations set turn_due_at = 1`.execute(database.db)
    return { database, ids: clients.map(client => client.conversationId) }
  }

  it('gives each conversation to one worker, and those of a lapsed claim to the next', async () => {
    const { database, ids } = await openWithDue()
    expect(await database.transaction(tx => claimBy(tx, 'one', ids.slice(0, 1)))).toEqual(ids.slice(0, 1))
    expect([...(await database.transaction(tx => claimBy(tx, 'two', ids)))].sort()).toEqual(ids.slice(1))
    const later = { leaseId: 'three', nowMs: 5_000, leaseMs: 1_000 }
    expect(await database.transaction(tx => claimTurns(tx, ids, later))).toHaveLength(3)
  })

  // On SQLite a second transaction begins when the first has ended.
  if (engine === 'postgres') {
    it('passes over what another worker is claiming at this instant, in whatever order', async () => {
      const { database, ids } = await openWithDue()
      const [first, second, third] = ids
      if (first === undefined || second === undefined || third === undefined) throw new Error('three were met')
      await database.transaction(async one => {
        expect(await claimBy(one, 'one', [second])).toEqual([second])
        await database.transaction(async two => {
          expect([...(await claimBy(two, 'two', [third, second, first]))].sort()).toEqual([first, third])
          expect(await claimBy(one, 'one', [first, third])).toEqual([])
        })
      })
      const { rows } = await sql<{
        lease: string
      }>`select turn_lease_id as lease from conversations order by id`.execute(database.db)
      expect(rows.map(({ lease }) => lease)).toEqual(['two', 'one', 'two'])
    })
  }
})
