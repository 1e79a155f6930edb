import type pg from 'pg'
import { connectDatabase } from '../../connect.ts'
import { migrateTo } from '../../migrate.ts'
import { connectExactly } from '../../postgres-client.ts'
import type { PostgresTarget } from '../../postgres-pool.ts'
import { readPostgresCatalog } from '../reading/postgres-catalog.ts'
import { withoutNul } from '../row-text.ts'
import type { ColumnKind, Row, Table, Value } from '../table.ts'
import { type Loader, type Place, type ProgressRow, progressTable, type TargetState, toState } from './loader.ts'

export async function openPostgresLoader(target: PostgresTarget): Promise<Loader> {
  const client = await connectExactly(target)
  return {
    readState: () => readState(client),
    async begin(source, migrations) {
      const database = connectDatabase({ ...target, poolSize: 1 }, { isUnhurried: true })
      await migrateTo(database, migrations).finally(() => database.close())
      await inTransaction(client, async () => {
        await client.query(progressTable)
        await client.query(`insert into copy_progress (name, place) values ('', $1)`, [source])
      })
    },
    readTables: () => readPostgresCatalog(client),
    write: (table, rows, place) => inTransaction(client, () => write(client, { table, rows, place })),
    finish: (tables, numbering) => finish(client, tables, numbering),
    close: () => client.end(),
  }
}

async function inTransaction(client: pg.Client, work: () => Promise<void>): Promise<void> {
  await client.query('begin')
  try {
    await work()
    await client.query('commit')
  } catch (error) {
    // On a broken connection this fails too, and what matters is the first failure.
    await client.query('rollback').catch(() => {})
    throw error
  }
}

async function readState(client: pg.Client): Promise<TargetState> {
  const { rows } = await client.query<{ found: boolean }>(`select to_regclass('copy_progress') is not null as found`)
  if (rows[0]?.found === true)
    return toState((await client.query<ProgressRow>('select name, place, is_done from copy_progress')).rows)
  const tables = await readPostgresCatalog(client)
  const filled: string[] = []
  for (const { name } of tables)
    if ((await client.query(`select 1 from "${name}" limit 1`)).rows.length > 0) filled.push(name)
  return filled.length === 0 ? { kind: 'empty' } : { kind: 'filled', tables: filled }
}

interface Batch {
  readonly table: Table
  readonly rows: readonly Row[]
  readonly place: Place
}

const types: Readonly<Record<ColumnKind, string>> = {
  int: 'bigint',
  real: 'double precision',
  text: 'text',
  blob: 'bytea',
}

/** One parameter a column, an array of the rows' values: one statement, whatever the number of rows. */
async function write(client: pg.Client, { table, rows, place }: Batch): Promise<void> {
  if (rows.length > 0) {
    const names = table.columns.map(({ name }) => `"${name}"`).join(', ')
    const arrays = table.columns.map(({ kind }, index) => `$${index + 1}::${types[kind]}[]`).join(', ')
    const values = table.columns.map((_, index) => rows.map(row => toParameter(row[index] ?? null)))
    await client.query(`insert into "${table.name}" (${names}) select * from unnest(${arrays})`, values)
  }
  await client.query(
    `insert into copy_progress (name, place, is_done) values ($1, $2, $3)
      on conflict (name) do update set place = excluded.place, is_done = excluded.is_done`,
    [table.name, place.key, place.isDone ? 1 : 0],
  )
}

function toParameter(value: Value): Value {
  return typeof value === 'string' ? withoutNul(value) : value
}

async function finish(
  client: pg.Client,
  tables: readonly Table[],
  numbering: ReadonlyMap<string, bigint>,
): Promise<void> {
  await inTransaction(client, async () => {
    for (const [name, last] of numbering) {
      const sequence = `pg_get_serial_sequence('"${name}"', 'id')`
      // A number that was never given out cannot be set; the sequence begins with 1 by itself.
      if (last > 0n)
        await client.query(`select setval(${sequence}, greatest($1::bigint, (select max(id) from "${name}")))`, [last])
    }
    await client.query('drop table copy_progress')
  })
  // Without figures of what the tables hold, the first queries would read them whole.
  for (const { name } of tables) await client.query(`analyze "${name}"`)
}
