import { connectDatabase, type DatabaseTarget } from '#shared/database'

/** How much of what people ask for first a database holds. */
export interface Taken {
  readonly conversations: number
  readonly messages: number
  readonly leads: number
}

export async function countTaken(target: DatabaseTarget): Promise<Taken> {
  const { db, close } = connectDatabase(target)
  const count = async (table: keyof Taken): Promise<number> => {
    const { rows } = await db
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as('rows'))
      .executeTakeFirstOrThrow()
    return Number(rows)
  }
  try {
    return {
      conversations: await count('conversations'),
      messages: await count('messages'),
      leads: await count('leads'),
    }
  } finally {
    await close()
  }
}
