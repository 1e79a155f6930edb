import { z } from 'zod'
import type { Db, Tx } from '#shared/database'

/** What is known of a person whatever the conversation: it outlives chats, and the earlier system kept all it knew here. */
export interface UserContext {
  /** IANA name that the person told us; null: the business's. */
  readonly timeZone: string | null
  /** How the person asked to be called. */
  readonly name: string | null
  /** The last objections, oldest first. */
  readonly objections: readonly { readonly type: string; readonly at: number }[]
}

export const unknownUser: UserContext = { timeZone: null, name: null, objections: [] }

// Only our own keys are read; whatever else a file of the earlier system left in the row is kept as it is.
const storedSchema = z.looseObject({
  time_zone: z.string().nullable().catch(null).default(null),
  name: z.string().nullable().catch(null).default(null),
  objection_history: z
    .array(z.object({ type: z.string(), at: z.number() }))
    .catch([])
    .default([]),
})

const keptObjections = 10

/** The contexts of these people; somebody of whom nothing is known is missing in the result. */
export async function readUserContexts(tx: Db, userIds: readonly number[]): Promise<ReadonlyMap<number, UserContext>> {
  if (userIds.length === 0) return new Map()
  const rows = await tx
    .selectFrom('user_context')
    .select(['user_id', 'context_data'])
    .where('user_id', 'in', userIds)
    .execute()
  return new Map(rows.map(row => [row.user_id, toUserContext(parseStored(row.context_data))]))
}

/** Lays what was learned over what is stored, key by key, so that two chats of one person do not undo each other. */
export async function learnAboutUser(
  tx: Tx,
  userId: number,
  learned: { readonly timeZone?: string; readonly name?: string; readonly objection?: string },
  nowMs: number,
): Promise<void> {
  const stored = parseStored(await lockContext(tx, userId, nowMs))
  const next = {
    ...stored,
    time_zone: learned.timeZone ?? stored.time_zone,
    name: learned.name ?? stored.name,
    objection_history:
      learned.objection === undefined
        ? stored.objection_history
        : [...stored.objection_history, { type: learned.objection, at: nowMs }].slice(-keptObjections),
  }
  await tx
    .updateTable('user_context')
    .set({ context_data: JSON.stringify(next) })
    .where('user_id', '=', userId)
    .execute()
}

/** Touching the row first holds it until the commit, so that what is read here is what is written over. */
async function lockContext(tx: Tx, userId: number, nowMs: number): Promise<string | null> {
  const row = await tx
    .insertInto('user_context')
    .values({ user_id: userId, context_data: null, updated_at: nowMs })
    .onConflict(conflict => conflict.column('user_id').doUpdateSet({ updated_at: nowMs }))
    .returning('context_data')
    .executeTakeFirst()
  return row?.context_data ?? null
}

function parseStored(json: string | null): z.infer<typeof storedSchema> {
  try {
    return storedSchema.parse(JSON.parse(json ?? '{}'))
  } catch {
    return storedSchema.parse({})
  }
}

function toUserContext(stored: z.infer<typeof storedSchema>): UserContext {
  return { timeZone: stored.time_zone, name: stored.name, objections: stored.objection_history }
}
