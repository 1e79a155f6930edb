import type { Selectable } from 'kysely'
import type { ConversationId, Db, MessageId, OpenQuestionsTable } from '#shared/database'

export interface RaisedQuestion {
  readonly conversationId: ConversationId
  readonly messageId: MessageId | null
  readonly question: string
  readonly language: string | null
  readonly nowMs: number
}

export interface OpenQuestion {
  readonly id: number
  readonly conversationId: ConversationId
  readonly messageId: MessageId | null
  readonly question: string
  readonly language: string | null
  readonly askedAt: number
}

/** A question with what became of it. */
export interface Question extends OpenQuestion {
  readonly state: 'open' | 'answered' | 'dismissed'
}

export interface QuestionPage {
  readonly items: readonly Question[]
  readonly nextCursor: string | null
}

export interface OpenQuestionPage {
  readonly items: readonly OpenQuestion[]
  readonly nextCursor: string | null
}

/** Notes what the documents could not answer. The same question still open in the same conversation is not noted twice: its id comes back. */
export async function raiseQuestion(tx: Db, raised: RaisedQuestion): Promise<number> {
  const { conversationId, messageId, question, language, nowMs } = raised
  const open = await tx
    .selectFrom('open_questions')
    .select('id')
    .where('conversation_id', '=', conversationId)
    .where('state', '=', 'open')
    .where('question', '=', question)
    .executeTakeFirst()
  if (open !== undefined) return open.id
  const row = await tx
    .insertInto('open_questions')
    .values({
      conversation_id: conversationId,
      message_id: messageId,
      question,
      language,
      asked_at: nowMs,
      settled_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

export interface PageRequest {
  readonly limit: number
  /** `nextCursor` of the page before; null for the first. */
  readonly cursor: string | null
}

/** What waits for the owner, the newest first. A cursor that was not made here begins at the first page. */
export async function listOpenQuestions(db: Db, { limit, cursor }: PageRequest): Promise<OpenQuestionPage> {
  const after = parseCursor(cursor)
  const rows = await db
    .selectFrom('open_questions')
    .select(columns)
    .where('state', '=', 'open')
    .$if(after !== null, query =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('asked_at', 'id'), '<', tuple(after?.askedAt ?? 0, after?.id ?? 0)),
      ),
    )
    .orderBy('asked_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const items = rows.slice(0, limit).map(describeQuestion)
  const last = items.at(-1)
  return { items, nextCursor: rows.length > limit && last !== undefined ? `${last.askedAt}-${last.id}` : null }
}

/** Every question, settled or not, the newest first. A cursor that was not made here begins at the first page. */
export async function listQuestions(db: Db, { limit, cursor }: PageRequest): Promise<QuestionPage> {
  const before = /^\d{1,15}$/.test(cursor ?? '') ? Number(cursor) : Number.MAX_SAFE_INTEGER
  const rows = await db
    .selectFrom('open_questions')
    .select([...columns, 'state'])
    .where('id', '<', before)
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const items = rows.slice(0, limit).map(row => ({ ...describeQuestion(row), state: row.state }))
  const last = items.at(-1)
  return { items, nextCursor: rows.length > limit && last !== undefined ? String(last.id) : null }
}

/** Null when there is none with this id, or it is settled. */
export async function findOpenQuestion(db: Db, id: number): Promise<OpenQuestion | null> {
  const row = await db
    .selectFrom('open_questions')
    .select(columns)
    .where('id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst()
  return row === undefined ? null : describeQuestion(row)
}

/** Whether there is a question with this id, settled or not. */
export async function isQuestion(db: Db, id: number): Promise<boolean> {
  const row = await db.selectFrom('open_questions').select('id').where('id', '=', id).executeTakeFirst()
  return row !== undefined
}

/** Closes an open question; false when it is not there or was closed before. */
export async function settleQuestion(
  tx: Db,
  id: number,
  { state, nowMs }: { readonly state: 'answered' | 'dismissed'; readonly nowMs: number },
): Promise<boolean> {
  const row = await tx
    .updateTable('open_questions')
    .set({ state, settled_at: nowMs })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

const columns = ['id', 'conversation_id', 'message_id', 'question', 'language', 'asked_at'] as const

type QuestionRow = Pick<Selectable<OpenQuestionsTable>, (typeof columns)[number]>

function describeQuestion(row: QuestionRow): OpenQuestion {
  return {
    id: row.id,
    conversationId: row.conversation_id,
    messageId: row.message_id,
    question: row.question,
    language: row.language,
    askedAt: row.asked_at,
  }
}

function parseCursor(cursor: string | null): { readonly askedAt: number; readonly id: number } | null {
  const [, askedAt, id] = /^(\d{1,15})-(\d{1,15})$/.exec(cursor ?? '') ?? []
  return askedAt === undefined || id === undefined ? null : { askedAt: Number(askedAt), id: Number(id) }
}
