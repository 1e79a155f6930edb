import type pg from 'pg'
import { connectExactly } from '../../postgres-client.ts'
import type { PostgresTarget } from '../../postgres-pool.ts'
import { keyOf, type Row, type Table, type Value } from '../table.ts'
import { createBatchSizer } from './batch-sizer.ts'
import { readPostgresCatalog, readPostgresMigrations, readPostgresNumbering } from './postgres-catalog.ts'
import type { Snapshot } from './snapshot.ts'

const batchBytes = 1_000_000

export async function openPostgresSnapshot(target: PostgresTarget): Promise<Snapshot> {
  const client = await connectExactly(target)
  try {
    await client.query('begin isolation level repeatable read read only')
    return {
      engine: 'postgres',
      tables: await readPostgresCatalog(client),
      migrations: await readPostgresMigrations(client),
      numbering: await readPostgresNumbering(client),
      countRows: async ({ name }) => {
        const { rows } = await client.query<{ count: bigint }>(`select count(*) as count from "${name}"`)
        return Number(rows[0]?.count ?? 0)
      },
      readRows: (table, after = null) => readRows(client, table, after),
      close: () => client.end(),
    }
  } catch (error) {
    await client.end()
    throw error
  }
}

async function* readRows(client: pg.Client, table: Table, after: Row | null): AsyncGenerator<readonly Row[]> {
  const columns = table.columns.map(({ name }) => `"${name}"`).join(', ')
  const key = table.key.map(name => `"${name}"`).join(', ')
  const marks = table.key.map((_, index) => `$${index + 2}`).join(', ')
  const page = (where: string) => `select ${columns} from "${table.name}" ${where} order by ${key} limit $1`
  const sizer = createBatchSizer(batchBytes)
  let place = after
  for (;;) {
    const wanted = sizer.rows
    const where = place === null ? '' : `where (${key}) > (${marks})`
    const { rows } = await client.query<Value[]>({
      text: page(where),
      values: [wanted, ...(place ?? [])],
      rowMode: 'array',
    })
    const last = rows.at(-1)
    if (last === undefined) return
    yield rows
    if (rows.length < wanted) return
    sizer.note(rows)
    place = keyOf(table, last)
  }
}
