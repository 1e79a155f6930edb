import pg from 'pg'
import { type PostgresTarget, sessionOptions } from './postgres-pool.ts'

/**
 * One connection of its own without an end to its statements, for what takes long and must see whole numbers as they are: bigint
 * instead of number. Throws what the driver throws. Its owner ends it.
 */
export async function connectExactly(target: PostgresTarget): Promise<pg.Client> {
  const client = new pg.Client({
    ...sessionOptions(target, 'copy'),
    connectionTimeoutMillis: 10_000,
    types: { getTypeParser: chooseParser },
  })
  // A connection that breaks between two statements is told by the next one; without a listener it would end the process.
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query(
      'set statement_timeout = 0; set lock_timeout = 10000; set idle_in_transaction_session_timeout = 0',
    )
    return client
  } catch (error) {
    await client.end()
    throw error
  }
}

function chooseParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (oid === pg.types.builtins.INT8) return BigInt
  return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid, 'text')
}
