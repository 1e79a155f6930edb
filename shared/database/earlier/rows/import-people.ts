import type { ContactId } from '../../schema.ts'
import { type Import, importRows } from './import-rows.ts'
import { parseContext } from './parse-context.ts'

/** The contact of each Telegram user id that the earlier file names. */
export type People = ReadonlyMap<number, ContactId>

interface Person {
  readonly contactId: ContactId
  displayName: string | null
  username: string | null
  createdAt: number | null
}

/** One contact for each person with a conversation, a context or a lead. */
export async function importPeople({ tx, source, now }: Import): Promise<People> {
  const people = new Map<number, Person>()
  for (const { user_id, username, created_at } of source.rows('conversations')) {
    meet(people, user_id, { username, createdAt: created_at })
  }
  for (const { user_id, context_data, updated_at } of source.rows('user_context')) {
    const context = parseContext(context_data ?? '')
    const known = { displayName: context?.name, username: context?.username, createdAt: updated_at }
    meet(people, user_id, known)
  }
  for (const { user_id, name, created_at } of source.rows('leads')) {
    meet(people, user_id, { displayName: name, createdAt: created_at })
  }
  await importRows(people, batch =>
    tx
      .insertInto('contacts')
      .values(
        batch.map(([userId, person]) => ({
          id: person.contactId,
          channel: 'telegram',
          user_id: userId,
          display_name: person.displayName,
          username: person.username,
          created_at: person.createdAt ?? now,
          updated_at: now,
        })),
      )
      .execute(),
  )
  return new Map([...people].map(([userId, person]) => [userId, person.contactId]))
}

type Known = { readonly [Key in 'displayName' | 'username' | 'createdAt']?: Person[Key] | undefined }

/** What was known first stands; the earliest time counts. */
function meet(people: Map<number, Person>, userId: number, known: Known): void {
  const contactId = (people.size + 1) as ContactId
  const person = people.get(userId) ?? { contactId, displayName: null, username: null, createdAt: null }
  person.displayName ??= known.displayName ?? null
  person.username ??= known.username ?? null
  person.createdAt = earliest(person.createdAt, known.createdAt ?? null)
  people.set(userId, person)
}

function earliest(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.min(one, other)
}
