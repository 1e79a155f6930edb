import { defineMigration } from '../define-migration.ts'

/** Those who blocked the bot are few: the list of their conversations begins with them. */
export const blockedContacts = defineMigration(
  '0021-blocked-contacts',
  `create index contacts_blocked on contacts (id) where is_blocked = 1;`,
)
