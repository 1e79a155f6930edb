import type pg from 'pg'
import { orderTables } from '../order-tables.ts'
import { type ColumnKind, innerTables, type Table } from '../table.ts'

/** The tables of the schema that the connection is in, in an order in which they can be filled. */
export async function readPostgresCatalog(client: pg.ClientBase): Promise<readonly Table[]> {
  const { rows } = await client.query<TableInfo>(tableQuery)
  return orderTables(rows.filter(({ name }) => !innerTables.includes(name)).map(toTable))
}

/** Names of the migrations that made the schema; none for one without. */
export async function readPostgresMigrations(client: pg.ClientBase): Promise<readonly string[]> {
  const { rows } = await client.query<{ found: boolean }>(`select to_regclass('migrations') is not null as found`)
  if (rows[0]?.found !== true) return []
  const names = await client.query<{ name: string }>('select name from migrations order by name collate "C"')
  return names.rows.map(({ name }) => name)
}

/** The last number that each table has given to a row, though the row may be gone. */
export async function readPostgresNumbering(client: pg.ClientBase): Promise<ReadonlyMap<string, bigint>> {
  const { rows } = await client.query<{ name: string; last: string | null }>(numberingQuery)
  return new Map(rows.flatMap(({ name, last }) => (last === null ? [] : [[name, BigInt(last)] as const])))
}

interface TableInfo {
  readonly name: string
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  readonly key: readonly string[]
  readonly references: readonly string[]
}

const tableQuery = `
  select c.relname as name,
    (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) order by a.attname collate "C")
      from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
    coalesce((select json_agg(a.attname order by array_position(i.indkey::int2[], a.attnum))
      from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey)
      where i.indrelid = c.oid and i.indisprimary), '[]') as key,
    coalesce((select json_agg(distinct o.relname) from pg_constraint f join pg_class o on o.oid = f.confrelid
      where f.conrelid = c.oid and f.contype = 'f' and o.oid <> c.oid), '[]') as references
  from pg_class c where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace`

const numberingQuery = `
  select t.relname as name, s.last_value::text as last
  from pg_sequences s
  join pg_class q on q.relname = s.sequencename and q.relnamespace = current_schema()::regnamespace
  join pg_depend d on d.objid = q.oid and d.classid = 'pg_class'::regclass and d.deptype in ('a', 'i')
  join pg_class t on t.oid = d.refobjid
  where s.schemaname = current_schema()`

const kinds: Readonly<Record<string, ColumnKind>> = {
  bigint: 'int',
  'double precision': 'real',
  text: 'text',
  bytea: 'blob',
}

function toTable({ name, columns, key, references }: TableInfo): Table {
  return {
    name,
    columns: columns.map(column => {
      const kind = kinds[column.type]
      if (kind === undefined)
        throw new TypeError(`a copy does not know the type ${column.type} of ${name}.${column.name}`)
      return { name: column.name, kind }
    }),
    key,
    references,
  }
}
