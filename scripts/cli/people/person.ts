import type { ContactId, Db } from '#shared/database'

/** How a person is named on the command line. */
export type PersonName =
  | { readonly kind: 'contact'; readonly id: ContactId }
  | { readonly kind: 'telegram'; readonly userId: number }

export const personUsage = '--contact ID | --telegram-id NUMBER'

/** Null for what is not `--contact ID` or `--telegram-id NUMBER`. */
export function readPerson([option, value = '', ...rest]: readonly string[]): PersonName | null {
  if (rest.length > 0 || !/^\d{1,15}$/.test(value)) return null
  if (option === '--contact') return { kind: 'contact', id: Number(value) as ContactId }
  return option === '--telegram-id' ? { kind: 'telegram', userId: Number(value) } : null
}

/** Null when nobody is known by this name. */
export async function findPerson(db: Db, name: PersonName): Promise<ContactId | null> {
  const people = db.selectFrom('contacts').select('id')
  const found =
    name.kind === 'contact'
      ? people.where('id', '=', name.id)
      : people.where('channel', '=', 'telegram').where('user_id', '=', name.userId)
  return (await found.executeTakeFirst())?.id ?? null
}
