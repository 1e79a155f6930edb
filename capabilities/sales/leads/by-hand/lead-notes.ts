import type { Db, LeadId, Tx } from '#shared/database'

/** What a person noted about a lead. */
export interface WrittenNote {
  readonly id: number
  readonly leadId: LeadId
  /** An actor of the audit log. */
  readonly author: string
  readonly text: string
  readonly createdAt: number
}

export async function addLeadNote(
  tx: Tx,
  note: Pick<WrittenNote, 'leadId' | 'author' | 'text'>,
  nowMs: number,
): Promise<WrittenNote> {
  const { id } = await tx
    .insertInto('lead_notes')
    .values({ lead_id: note.leadId, author: note.author, text: note.text, created_at: nowMs })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { ...note, id, createdAt: nowMs }
}

/** Notes of a lead, the newest first: at most `limit` of those before the note `before`, if it is given. */
export async function listLeadNotes(
  db: Db,
  leadId: LeadId,
  page: { readonly before: number | null; readonly limit: number },
): Promise<readonly WrittenNote[]> {
  const notes = db.selectFrom('lead_notes').selectAll().where('lead_id', '=', leadId)
  const rows = await (page.before === null ? notes : notes.where('id', '<', page.before))
    .orderBy('id', 'desc')
    .limit(page.limit)
    .execute()
  return rows.map(row => ({
    id: row.id,
    leadId: row.lead_id,
    author: row.author,
    text: row.text,
    createdAt: row.created_at,
  }))
}
