import type { Actor } from '#capabilities/access'
import type { Db } from '#shared/database'
import { type ForgetDeps, forgetContact } from './forget-contact.ts'
import { keepTombstone, listTombstones, type Tombstone } from './tombstones.ts'

/**
 * Forgets once more whom a restored backup has brought back. `tombstones` are those of the database that the backup replaced, read
 * from it before with `listTombstones`; they are kept in this one, beside its own. Whoever came back by themselves after they were
 * forgotten is somebody else, and stays. Returns how many people were forgotten. Safe to repeat, so a restore that was cut short
 * here is finished by doing it again.
 */
export async function forgetRestored(
  deps: ForgetDeps,
  tombstones: readonly Tombstone[],
  actor: Actor,
): Promise<number> {
  const { db } = deps.database
  // First the list: who is cut short after this still knows whom to forget.
  for (const tombstone of tombstones) await keepTombstone(db, tombstone)
  let count = 0
  for (const tombstone of await listTombstones(db)) {
    if (!(await isThere(db, tombstone))) continue
    if ((await forgetContact(deps, tombstone.contactId, actor)) !== null) count += 1
  }
  return count
}

async function isThere(db: Db, { contactId, metAt }: Tombstone): Promise<boolean> {
  const found = await db
    .selectFrom('contacts')
    .select('id')
    .where('id', '=', contactId)
    .where('created_at', '=', metAt)
    .executeTakeFirst()
  return found !== undefined
}
