import type { ConversationId, Db, DraftId } from '#shared/database'
import { readHeldContent } from '../cockpit/drafts/held-content.ts'
import { findWaitingDraft } from '../cockpit/drafts/settle-draft.ts'

/** An answer of the AI that waits for a person's word. */
export interface WaitingDraft {
  readonly id: DraftId
  /** Markdown; parts are a line apart. */
  readonly text: string
}

/** Null when nothing waits in this chat, or what waits is out of date. */
export async function readDraft(db: Db, id: ConversationId): Promise<WaitingDraft | null> {
  const draftId = await findWaitingDraft(db, id)
  if (draftId === null) return null
  const { content } = await db
    .selectFrom('cockpit_drafts')
    .select('content')
    .where('id', '=', draftId)
    .executeTakeFirstOrThrow()
  const { texts } = readHeldContent(content)
  return { id: draftId, text: texts.map(({ markdown }) => markdown).join('\n\n') }
}
