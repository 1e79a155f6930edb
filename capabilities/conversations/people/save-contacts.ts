import type { ContactId, Db } from '#shared/database'

/** A person as a channel describes them. */
export interface ContactFacts {
  readonly userId: number
  readonly displayName: string | null
  readonly username: string | null
  /** Null: not told this time. */
  readonly appLanguage: string | null
  /** The deep-link payload they came with; kept only the first time. */
  readonly source: string | null
}

export interface StoredContact {
  readonly id: ContactId
  readonly userId: number
}

/** Finds or creates the contacts of a batch; writes only what is new or has changed. One entry per distinct `userId`. */
export async function saveContacts(
  tx: Db,
  channel: string,
  people: readonly ContactFacts[],
  nowMs: number,
): Promise<ReadonlyMap<number, StoredContact>> {
  const latest = new Map(people.map(person => [person.userId, mergeSource(person, people)]))
  if (latest.size === 0) return new Map()
  const known = await tx
    .selectFrom('contacts')
    .select(['id', 'user_id', 'display_name', 'username', 'app_language', 'source', 'is_blocked'])
    .where('channel', '=', channel)
    .where('user_id', 'in', [...latest.keys()])
    .execute()

  const stored = new Map<number, StoredContact>()
  for (const row of known) {
    const facts = latest.get(row.user_id)
    if (facts !== undefined && hasChanged(row, facts)) await updateContact(tx, row.id, mergeFacts(row, facts), nowMs)
    stored.set(row.user_id, { id: row.id, userId: row.user_id })
  }
  const newcomers = [...latest.values()].filter(person => !stored.has(person.userId))
  for (const row of await insertContacts(tx, channel, newcomers, nowMs)) stored.set(row.userId, row)
  return stored
}

function mergeSource(person: ContactFacts, people: readonly ContactFacts[]): ContactFacts {
  return {
    ...person,
    source: people.find(other => other.userId === person.userId && other.source !== null)?.source ?? null,
  }
}

interface KnownContact {
  readonly display_name: string | null
  readonly username: string | null
  readonly app_language: string | null
  readonly source: string | null
  readonly is_blocked: number
}

function hasChanged(row: KnownContact, facts: ContactFacts): boolean {
  return (
    row.is_blocked === 1 ||
    row.display_name !== facts.displayName ||
    row.username !== facts.username ||
    (facts.appLanguage !== null && row.app_language !== facts.appLanguage) ||
    (row.source === null && facts.source !== null)
  )
}

function mergeFacts(row: KnownContact, facts: ContactFacts): ContactFacts {
  return { ...facts, source: row.source ?? facts.source, appLanguage: facts.appLanguage ?? row.app_language }
}

// Whoever writes to us has unblocked us.
async function updateContact(tx: Db, id: ContactId, facts: ContactFacts, nowMs: number): Promise<void> {
  await tx
    .updateTable('contacts')
    .set({
      display_name: facts.displayName,
      username: facts.username,
      app_language: facts.appLanguage,
      source: facts.source,
      is_blocked: 0,
      updated_at: nowMs,
    })
    .where('id', '=', id)
    .execute()
}

async function insertContacts(
  tx: Db,
  channel: string,
  people: readonly ContactFacts[],
  nowMs: number,
): Promise<readonly StoredContact[]> {
  if (people.length === 0) return []
  const rows = await tx
    .insertInto('contacts')
    .values(
      people.map(person => ({
        channel,
        user_id: person.userId,
        display_name: person.displayName,
        username: person.username,
        app_language: person.appLanguage,
        source: person.source,
        opted_out_at: null,
        created_at: nowMs,
        updated_at: nowMs,
      })),
    )
    // Two processes may meet the same newcomer at once; an update returns the row where "do nothing" would not.
    .onConflict(conflict => conflict.columns(['channel', 'user_id']).doUpdateSet({ updated_at: nowMs }))
    .returning(['id', 'user_id'])
    .execute()
  return rows.map(row => ({ id: row.id, userId: row.user_id }))
}
