import { type RawBuilder, sql } from 'kysely'
import type { Engine } from '../connect.ts'
import { parseSearch, type SearchTerms } from './parse-search.ts'

/** What can be looked for by words. */
export type Searched = 'leads' | 'conversations' | 'contacts'

/**
 * A subquery of the ids that match a search, for `where id in …`: leads, conversations or people by what they are called, how they
 * are reached, or what was said with them. Words match from their beginning, whatever their case, ё as е. Any text is allowed;
 * one without letters and digits matches nothing. Of a word that very many messages hold, the newest 3,000 of them count.
 * On SQLite, what was written in the last seconds is found once `indexMessages` has run.
 */
export function matchSearch(what: Searched, text: string, engine: Engine): RawBuilder<number> {
  const terms = parseSearch(text, engine)
  return terms === null ? nothing : builders[what](hits[engine](terms))
}

const nothing = sql<number>`(select cast(null as bigint) where 1 = 0)`

// On SQLite 10,000 of a million cost 80 ms in which nothing else is answered.
const mostMessages = sql.lit(3_000)

/** Subqueries of ids. */
interface Hits {
  readonly contacts: RawBuilder<number>
  readonly leads: RawBuilder<number>
  /** Conversations by what was said in them. */
  readonly conversations: RawBuilder<number>
}

const hits: Record<Engine, (terms: SearchTerms) => Hits> = {
  sqlite: ({ people, texts }) => ({
    contacts: sql`select rowid as id from contact_search where contact_search match ${people}`,
    leads: sql`select rowid as id from lead_search where lead_search match ${people}`,
    conversations: sql`select conversation_id as id from messages where id in
      (select rowid from message_search where message_search match ${texts} order by rowid desc limit ${mostMessages})`,
  }),
  postgres: ({ people, texts }) => ({
    contacts: sql`select id from contacts where search_words(
      coalesce(display_name, '') || ' ' || coalesce(username, '') || case when user_id > 0 then ' ' || user_id::text else '' end) @@ to_tsquery('simple', ${people})`,
    leads: sql`select id from leads where search_words(
      coalesce(name, '') || ' ' || coalesce(contact, '') || ' ' || search_phone(contact)) @@ to_tsquery('simple', ${people})`,
    // Materialized: to find the newest first, the planner would rather read all messages than the index.
    conversations: sql`(with said as materialized (select id, conversation_id from messages
      where search_words(content) @@ to_tsquery('simple', ${texts}))
      select conversation_id as id from said order by said.id desc limit ${mostMessages})`,
  }),
}

const builders: Record<Searched, (hits: Hits) => RawBuilder<number>> = {
  leads: ({ contacts, leads, conversations }) => sql`(${leads} union
    select id from leads where contact_id in (${contacts} union
      select contact_id from conversations where id in (${conversations})))`,
  conversations: ({ contacts, leads, conversations }) => sql`(${conversations} union
    select id from conversations where contact_id in (${contacts} union
      select contact_id from leads where id in (${leads})))`,
  contacts: ({ contacts, leads, conversations }) => sql`(${contacts} union
    select contact_id from leads where id in (${leads}) union
    select contact_id from conversations where id in (${conversations}))`,
}
