import type { ContactId, Db } from '#shared/database'
import { noCrew, readCrew } from '../cockpit/crew.ts'
import { type ForgetDeps, forgetContact } from '../forgetting/forget-contact.ts'

// Each is a transaction over many tables.
const batch = 20

/** Forgets clients of whom nothing was heard since, and with whom no meeting is ahead. The owner and the operators stay. */
export async function forgetQuietPeople(deps: ForgetDeps, beforeMs: number): Promise<boolean> {
  const { db } = deps.database
  const { operatorIds } = await readCrew(db, { ...noCrew, operatorIds: deps.operatorIds ?? [] })
  const crew = [...(deps.ownerId === null ? [] : [deps.ownerId]), ...operatorIds]
  const ids = await listQuietPeople(db, { beforeMs, nowMs: deps.clock.now(), crew })
  for (const id of ids) await forgetContact(deps, id, 'retention')
  return ids.length === batch
}

async function listQuietPeople(
  db: Db,
  { beforeMs, nowMs, crew }: { readonly beforeMs: number; readonly nowMs: number; readonly crew: readonly number[] },
): Promise<readonly ContactId[]> {
  const rows = await db
    .selectFrom('conversations as c')
    .select('c.contact_id')
    .where('c.last_message_at', '<', beforeMs)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('conversations as other')
            .select('other.id')
            .whereRef('other.contact_id', '=', 'c.contact_id')
            .where('other.last_message_at', '>=', beforeMs),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('meetings as m')
            .innerJoin('leads as l', 'l.id', 'm.lead_id')
            .select('m.id')
            .whereRef('l.contact_id', '=', 'c.contact_id')
            .where('m.scheduled_at', '>=', nowMs),
        ),
      ),
    )
    .$if(crew.length > 0, query => query.where('c.user_id', 'not in', crew))
    .orderBy('c.last_message_at')
    .orderBy('c.id')
    .limit(batch)
    .execute()
  return [...new Set(rows.map(row => row.contact_id))]
}
