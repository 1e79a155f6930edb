import { sql } from 'kysely'
import { expect, it } from 'vitest'
import type { Database } from '#shared/database'
import { createBus } from '#shared/events'
import { createFakeClock, newId, silentLogger } from '#shared/utils'
import { describeEachDatabase } from '../../testing/databases.ts'
import { meetClients } from '../../testing/meet-clients.ts'
import { forgetContact } from './forget-contact.ts'
import { forgetRestored } from './forget-restored.ts'
import { listTombstones } from './tombstones.ts'

describeEachDatabase('forgetting after a restore', open => {
  const depsOf = (database: Database) => ({
    ...{ database, clock: createFakeClock(5_000), newId, ownerId: null },
    bus: createBus(silentLogger),
  })
  const listContacts = async ({ db }: Database) =>
    (await db.selectFrom('contacts').select('id').orderBy('id').execute()).map(({ id }) => Number(id))

  /** Two databases with the same three people: the one in use, and a backup of it that is being restored. */
  async function openBoth() {
    const used = await open()
    const restored = await open()
    const [first] = await meetClients(used, 3)
    await meetClients(restored, 3)
    if (first === undefined) throw new Error('three clients were met')
    return { used, restored, first }
  }

  it('forgets again whom the backup brought back, and nobody else', async () => {
    const { used, restored, first } = await openBoth()
    await forgetContact(depsOf(used), first.contactId, 'cli')
    const tombstones = await listTombstones(used.db)
    expect(tombstones).toEqual([{ contactId: first.contactId, metAt: 0, forgottenAt: 5_000 }])
    expect(await forgetRestored(depsOf(restored), tombstones, 'cli')).toBe(1)
    expect(await listContacts(restored)).toEqual(await listContacts(used))
    expect(await listContacts(restored)).toHaveLength(2)
    expect(await forgetRestored(depsOf(restored), tombstones, 'cli')).toBe(0)
  })

  it('finishes by the list alone what was cut short', async () => {
    const { used, restored, first } = await openBoth()
    await forgetContact(depsOf(used), first.contactId, 'cli')
    const [tombstone] = await listTombstones(used.db)
    if (tombstone === undefined) throw new Error('somebody was forgotten')
    // The process died between the list and the people.
    await sql`insert into forgotten_people (contact_id, met_at, forgotten_at)
      values (${tombstone.contactId}, ${tombstone.metAt}, ${tombstone.forgottenAt})`.execute(restored.db)
    expect(await forgetRestored(depsOf(restored), [], 'cli')).toBe(1)
  })

  it('leaves alone who has the number of somebody forgotten', async () => {
    const { used, restored, first } = await openBoth()
    await forgetContact(depsOf(used), first.contactId, 'cli')
    await sql`update contacts set created_at = 9000 where id = ${first.contactId}`.execute(restored.db)
    expect(await forgetRestored(depsOf(restored), await listTombstones(used.db), 'cli')).toBe(0)
    expect(await listContacts(restored)).toHaveLength(3)
  })
})
