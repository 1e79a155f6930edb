import { sql } from 'kysely'
import { type AccountId, type ConversationId, type Db, type MessageId, skipLocked } from '#shared/database'
import { isUnheld } from './media-holds.ts'

/**
 * The turn's state machine, one row a conversation: idle → due → claimed → idle. Everything a queue could forget stands in
 * these columns, so a crash at any point leaves a row from which the sweeper starts again.
 */

/**
 * Makes conversations due because something came that a turn must see. In those a human has, no turn is claimed: what falls due
 * there is taken by `takeHumanMessages`.
 */
export async function scheduleTurns(
  tx: Db,
  ids: readonly ConversationId[],
  when: { readonly nowMs: number; readonly debounceMs: number; readonly maxWaitMs: number },
): Promise<void> {
  if (ids.length === 0) return
  const due = when.nowMs + when.debounceMs
  await tx
    .updateTable('conversations')
    .set({
      turn_revision: sql<number>`turn_revision + 1`,
      // A client who keeps typing is answered after maxWaitMs all the same.
      turn_due_at: sql<number>`case when turn_waiting_since < ${due - when.maxWaitMs} then turn_waiting_since + ${when.maxWaitMs}
        else cast(${due} as bigint) end`,
      turn_waiting_since: sql<number>`coalesce(turn_waiting_since, ${when.nowMs})`,
      unanswered_since: sql<number>`coalesce(unanswered_since, ${when.nowMs})`,
      last_message_at: when.nowMs,
      updated_at: when.nowMs,
    })
    .where('id', 'in', ids)
    .execute()
}

export interface HeldConversation {
  readonly conversationId: ConversationId
  readonly untilMs: number
}

/**
 * Makes conversations wait for their next turn until an instant each, because something came that is to be answered only then.
 * A turn that is due or under way goes on and sees it too; so does one that somebody else in the same group waits for.
 */
export async function postponeTurns(tx: Db, held: readonly HeldConversation[], nowMs: number): Promise<void> {
  if (held.length === 0) return
  const values = sql.join(
    held.map(({ conversationId, untilMs }) => sql`(cast(${conversationId} as bigint), cast(${untilMs} as bigint))`),
  )
  await sql`
    with held (held_id, until_ms) as (values ${values})
    update conversations set
      turn_revision = turn_revision + 1,
      turn_due_at = case when handler <> 'ai' then ${nowMs}
        when turn_due_at <= ${nowMs} or (turn_due_at is not null and chat_type <> 'private') then turn_due_at
        else until_ms end,
      turn_waiting_since = coalesce(turn_waiting_since, ${nowMs}),
      unanswered_since = coalesce(unanswered_since, ${nowMs}),
      last_message_at = ${nowMs},
      updated_at = ${nowMs}
    from held where id = held_id`.execute(tx)
}

/** Lets the turns that these people wait for begin now instead of later. */
export async function hastenTurns(tx: Db, userIds: readonly number[], nowMs: number): Promise<void> {
  if (userIds.length === 0) return
  await tx
    .updateTable('conversations')
    .set({ turn_due_at: nowMs })
    .where('user_id', 'in', userIds)
    .where('turn_due_at', '>', nowMs)
    .execute()
}

export interface TurnClaim {
  readonly leaseId: string
  readonly nowMs: number
  readonly leaseMs: number
}

/** A timer may fire a little before its time; a wake that comes 5 ms early must not be lost until the next sweep. */
export const earlyWakeMs = 5

/**
 * Claims those of `ids` that are due and that nobody holds, until now + `leaseMs`. What it returns, it holds. A conversation that
 * another transaction is writing to at this instant is left for the next look at it.
 */
export async function claimTurns(
  tx: Db,
  ids: readonly ConversationId[],
  claim: TurnClaim,
): Promise<readonly ConversationId[]> {
  const rows = await tx
    .updateTable('conversations')
    .set({
      turn_lease_id: claim.leaseId,
      turn_lease_until: claim.nowMs + claim.leaseMs,
      turn_attempts: sql<number>`turn_attempts + 1`,
    })
    .where('id', 'in', eb =>
      eb.selectFrom('conversations').select('id').where('id', 'in', ids).orderBy('id').modifyEnd(skipLocked(tx)),
    )
    .where('handler', '=', 'ai')
    .where('turn_due_at', '<=', claim.nowMs + earlyWakeMs)
    .where(isUnheld(claim.nowMs))
    .where(eb => eb.or([eb('turn_lease_until', 'is', null), eb('turn_lease_until', '<=', claim.nowMs)]))
    .returning('id')
    .execute()
  return rows.map(row => row.id)
}

/** Keeps claims alive while the model thinks, and tells in which conversations they hold. A claim that was lost stays lost. */
export async function renewLeases(
  db: Db,
  leaseIds: readonly string[],
  untilMs: number,
): Promise<ReadonlySet<ConversationId>> {
  if (leaseIds.length === 0) return new Set()
  const rows = await db
    .updateTable('conversations')
    .set({ turn_lease_until: untilMs })
    .where('turn_lease_id', 'in', leaseIds)
    .returning('id')
    .execute()
  return new Set(rows.map(({ id }) => id))
}

/** Why a claim is given back: what came meanwhile has set a new due time already, or the turn failed and is tried again. */
export type TurnRelease = { readonly conversationId: ConversationId; readonly leaseId: string } & (
  | { readonly because: 'superseded' }
  | { readonly because: 'failed'; readonly dueAt: number }
)

/** Gives a claim back; does nothing when it was lost. Only failures count as attempts. */
export async function releaseTurn(db: Db, release: TurnRelease): Promise<void> {
  await db
    .updateTable('conversations')
    .set({
      turn_lease_id: null,
      turn_lease_until: null,
      ...(release.because === 'failed' ? { turn_due_at: release.dueAt } : { turn_attempts: 0 }),
    })
    .where('id', '=', release.conversationId)
    .where('turn_lease_id', '=', release.leaseId)
    .execute()
}

/** Drops every claim: for the one process that knows, by its lock, that no other worker is alive. Returns how many. */
export async function dropAllLeases(db: Db): Promise<number> {
  const result = await db
    .updateTable('conversations')
    .set({ turn_lease_id: null, turn_lease_until: null })
    .where('turn_lease_until', 'is not', null)
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

export interface FinishedTurn {
  readonly conversationId: ConversationId
  readonly leaseId: string
  /** The revision the turn saw. */
  readonly revision: number
  /** The newest message the turn saw. */
  readonly lastMessageId: MessageId
  readonly language: string | null
  /** Whether it says something to the client. */
  readonly isReply: boolean
}

export interface FinishRules {
  readonly nowMs: number
  /** When a newer message waits, it gets its own turn after this. */
  readonly debounceMs: number
  /** A client who has waited this long gets the reply even though a newer message came. */
  readonly maxWaitMs: number
}

/**
 * Ends the turns that may end: the claim still holds, no human has taken over, and nothing newer came (unless the client has
 * waited too long). Returns the new turn number of each; a turn that is not in the result must be dropped whole.
 */
export async function finishTurns(
  tx: Db,
  turns: readonly FinishedTurn[],
  rules: FinishRules,
): Promise<ReadonlyMap<ConversationId, number>> {
  const values = sql.join(
    turns.map(
      turn => sql`(cast(${turn.conversationId} as bigint), cast(${turn.leaseId} as text), cast(${turn.revision} as bigint),
        cast(${turn.lastMessageId} as bigint), cast(${turn.language} as text), cast(${turn.isReply ? 1 : 0} as bigint))`,
    ),
  )
  const { nowMs } = rules
  // SQLite's RETURNING knows no alias, and PostgreSQL must not mistake a name: so the columns of `done` have names of their own.
  const { rows } = await sql<{ id: ConversationId; turn_number: number }>`
    with done (done_id, lease_id, revision, last_message_id, new_language, is_reply) as (values ${values})
    update conversations set
      turn_number = turn_number + 1,
      turn_attempts = 0,
      turn_lease_id = null,
      turn_lease_until = null,
      turn_due_at = case when turn_revision = revision then null else cast(${nowMs + rules.debounceMs} as bigint) end,
      turn_waiting_since = case when turn_revision = revision then null else cast(${nowMs} as bigint) end,
      unanswered_since = case when is_reply = 0 then unanswered_since
        when turn_revision = revision then null else cast(${nowMs} as bigint) end,
      last_message_at = case when is_reply = 0 then last_message_at else cast(${nowMs} as bigint) end,
      answered_message_id = last_message_id,
      language = coalesce(new_language, language),
      updated_at = ${nowMs}
    from done
    where id = done_id and turn_lease_id = lease_id and handler = 'ai'
      and (turn_revision = revision or turn_waiting_since <= ${nowMs - rules.maxWaitMs})
    returning id, turn_number`.execute(tx)
  return new Map(rows.map(row => [row.id, row.turn_number]))
}

/** Conversations whose turn is due and unclaimed, longest waiting first: what the sweeper wakes. */
export async function findDueConversations(db: Db, nowMs: number, limit: number): Promise<readonly ConversationId[]> {
  const rows = await db
    .selectFrom('conversations')
    .select('id')
    .where('turn_due_at', '<=', nowMs)
    .where(isUnheld(nowMs))
    .where(eb => eb.or([eb('turn_lease_until', 'is', null), eb('turn_lease_until', '<=', nowMs)]))
    .orderBy('turn_due_at')
    .limit(limit)
    .execute()
  return rows.map(row => row.id)
}

/** Chats in which a turn has been running since before `startedBeforeMs`: where typing is shown. */
export async function listThinkingChats(
  db: Db,
  accountId: AccountId,
  when: { readonly nowMs: number; readonly leaseMs: number; readonly startedBeforeMs: number },
): Promise<readonly ThinkingChat[]> {
  return db
    .selectFrom('conversations')
    .select(['id', 'business_connection_id', 'chat_id', 'topic_id', 'chat_type'])
    .where('account_id', '=', accountId)
    .where('turn_lease_until', '>', when.nowMs)
    .where('turn_lease_until', '<=', when.startedBeforeMs + when.leaseMs)
    .limit(200)
    .execute()
}

export interface ThinkingChat {
  readonly id: ConversationId
  readonly business_connection_id: string
  readonly chat_id: string
  readonly topic_id: string
  readonly chat_type: 'private' | 'group' | 'channel'
}
