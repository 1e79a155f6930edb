import { sql } from 'kysely'
import { defineMigration, type Migration } from '../define-migration.ts'

// A list is read by one of these: what it is filtered by, then what it is sorted by, so that a page is a stretch of the index.
const lists = defineMigration(
  '0005-search',
  `
  drop index leads_stage;
  create index leads_by_creation on leads (created_at, id) where deleted_at is null;
  create index leads_by_update on leads (updated_at, id) where deleted_at is null;
  create index leads_by_score on leads (fit_score, id) where deleted_at is null;
  create index leads_stage_by_creation on leads (stage, created_at, id) where deleted_at is null;
  create index leads_stage_by_update on leads (stage, updated_at, id) where deleted_at is null;
  create index leads_stage_by_score on leads (stage, fit_score, id) where deleted_at is null;
  create index leads_status_by_creation on leads (status, created_at, id) where deleted_at is null;
  create index leads_status_by_update on leads (status, updated_at, id) where deleted_at is null;
  create index leads_status_by_score on leads (status, fit_score, id) where deleted_at is null;
  create index leads_source_by_creation on leads (source, created_at, id) where deleted_at is null;
  create index leads_source_by_update on leads (source, updated_at, id) where deleted_at is null;
  create index leads_source_by_score on leads (source, fit_score, id) where deleted_at is null;
  create index leads_intent on leads (intent, created_at, id) where deleted_at is null;
  create index leads_language on leads (language, created_at, id) where deleted_at is null;
  create index leads_put_away on leads (created_at, id) where deleted_at is not null;
  create index contacts_newest on contacts (created_at, id);
  `,
)

/** Leads in every order that the API lists them in, and words of people and messages found by index. */
export const search: Migration = {
  name: lists.name,
  async run(tx, engine) {
    await lists.run(tx, engine)
    // Bodies of triggers and functions hold semicolons, and nothing of it is alike on the two engines.
    for (const statement of statements[engine]()) await sql.raw(statement).execute(tx)
  },
}

const statements = { sqlite: forSqlite, postgres: forPostgres }

/** The tokenizer folds case and accents, but for it ё is a letter of its own. */
function fold(text: string): string {
  return `replace(replace(${text}, 'ё', 'е'), 'Ё', 'Е')`
}

/**
 * The last ten digits of what is a phone number and nothing else: the same whether it was written with +7, with 8 or without,
 * and however it was spaced.
 */
function phoneOfSqlite(contact: string): string {
  const digits = [' ', '-', '(', ')', '+', '.'].reduce((text, mark) => `replace(${text}, '${mark}', '')`, contact)
  return `case when ${contact} glob '*[^0-9 ()+.-]*' then '' else coalesce(substr(${digits}, -10), '') end`
}

const people = (row: string): string =>
  fold(
    `coalesce(${row}.display_name, '') || ' ' || coalesce(${row}.username, '') || case when ${row}.user_id > 0 then ' ' || ${row}.user_id else '' end`,
  )
const leads = (row: string): string =>
  fold(`coalesce(${row}.name, '') || ' ' || coalesce(${row}.contact, '')`) +
  ` || ' ' || ${phoneOfSqlite(`${row}.contact`)}`
const messages = (row: string): string => fold(`${row}.content`)

/**
 * The indexes keep no text of their own (`content`), no places of words (`detail`) and no lengths (`columnsize`); and what is
 * deleted is overwritten in them at once (`secure-delete`), because a client who is forgotten must not live on in an index.
 */
function forSqlite(): readonly string[] {
  return [
    ...indexOf('contacts', 'contact_search', people),
    ...followAtOnce('contacts', 'contact_search', people, ['display_name', 'username']),
    "insert into contact_search (contact_search) values ('rebuild')",
    ...indexOf('leads', 'lead_search', leads),
    ...followAtOnce('leads', 'lead_search', leads, ['name', 'contact']),
    "insert into lead_search (lead_search) values ('rebuild')",
    ...indexOf('messages', 'message_search', messages),
    ...followLater(),
  ]
}

function indexOf(table: string, name: string, textOf: (row: string) => string): readonly string[] {
  return [
    `create view ${name}_texts as select id, ${textOf(table)} as text from ${table}`,
    `create virtual table ${name} using fts5 (text, content = '${name}_texts', content_rowid = 'id', detail = none,
      columnsize = 0, tokenize = 'unicode61 remove_diacritics 2')`,
    `insert into ${name} (${name}, rank) values ('secure-delete', 1)`,
  ]
}

function followAtOnce(
  table: string,
  name: string,
  textOf: (row: string) => string,
  columns: readonly string[],
): readonly string[] {
  const hasChanged = columns.map(column => `old.${column} is not new.${column}`).join(' or ')
  return [
    `create trigger ${name}_added after insert on ${table} begin ${add(name, textOf)}; end`,
    `create trigger ${name}_removed after delete on ${table} begin ${remove(name, textOf)}; end`,
    `create trigger ${name}_changed after update of ${columns.join(', ')} on ${table} when ${hasChanged}
      begin ${remove(name, textOf)}; ${add(name, textOf)}; end`,
  ]
}

/**
 * New messages are added by `indexMessages`, in batches: on the way of a message that would cost more than storing it. What is
 * indexed already, up to the position, follows every change at once.
 */
function followLater(): readonly string[] {
  const isIndexed = 'old.id <= (select message_id from search_position)'
  return [
    'create table search_position (id integer primary key check (id = 1), message_id integer not null) strict',
    'insert into search_position (id, message_id) values (1, 0)',
    `create trigger message_search_removed after delete on messages when ${isIndexed}
      begin ${remove('message_search', messages)}; end`,
    `create trigger message_search_changed after update of content on messages
      when ${isIndexed} and old.content is not new.content
      begin ${remove('message_search', messages)}; ${add('message_search', messages)}; end`,
  ]
}

function add(name: string, textOf: (row: string) => string): string {
  return `insert into ${name} (rowid, text) values (new.id, ${textOf('new')})`
}

function remove(name: string, textOf: (row: string) => string): string {
  return `insert into ${name} (${name}, rowid, text) values ('delete', old.id, ${textOf('old')})`
}

// Each character of a message is looked for in these, one after the other, so they hold what is needed and no more: Latin capitals
// and other signs the parser folds and skips by itself.
const capitals = 'АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯё'
const smalls = 'абвгдеежзийклмнопрстуфхцчшщъыьэюяе'
// What the parser would take for parts of numbers, addresses and file names.
const marks = "-./_@+:=&?#%~'"

/** `search_words` folds by a list of its own: what `lower` does depends on the locale that the cluster was made with. */
function forPostgres(): readonly string[] {
  const from = quote(capitals + marks)
  const to = quote(smalls + ' '.repeat([...marks].length))
  return [
    // A text over 1 MB would be refused; no message is a tenth as long.
    `create function search_words(content text) returns tsvector language sql immutable parallel safe as
      $$ select pg_catalog.to_tsvector('pg_catalog.simple', pg_catalog.translate(pg_catalog.left(coalesce(content, ''), 50000), ${from}, ${to})) $$`,
    `create function search_phone(contact text) returns text language sql immutable parallel safe as
      $$ select case when contact ~ '^[0-9 ()+.-]+$' then pg_catalog.right(pg_catalog.regexp_replace(contact, '[^0-9]', '', 'g'), 10) else '' end $$`,
    `create index contacts_words on contacts using gin (search_words(
      coalesce(display_name, '') || ' ' || coalesce(username, '') || case when user_id > 0 then ' ' || user_id::text else '' end))`,
    `create index leads_words on leads using gin (search_words(
      coalesce(name, '') || ' ' || coalesce(contact, '') || ' ' || search_phone(contact)))`,
    'create index messages_words on messages using gin (search_words(content))',
  ]
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
