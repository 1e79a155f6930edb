import type { OutboundPart } from '#capabilities/channels'
import type { ConversationId, Db, MessageId, OutboundId, OutboundState } from '#shared/database'

/** What went out is there for the person; what is queued, cancelled or failed never was. */
export const visibleStates: readonly OutboundState[] = ['sending', 'sent', 'unknown']

export interface ChatButton {
  readonly text: string
  readonly data: string
}

export interface ChatDocument {
  readonly id: OutboundId
  readonly fileName: string
}

export interface ChatAttachments {
  readonly buttons: readonly (readonly ChatButton[])[]
  readonly documents: readonly ChatDocument[]
}

/** What went out with messages besides their words, by message. One message may have left in several parts. */
export async function readAttachments(
  db: Db,
  messageIds: readonly MessageId[],
): Promise<ReadonlyMap<MessageId, ChatAttachments>> {
  const found = new Map<MessageId, ChatAttachments>()
  if (messageIds.length === 0) return found
  const rows = await buildAttachmentsQuery(db, messageIds).execute()
  for (const { id, message_id, payload } of rows) {
    if (message_id === null) continue
    const { buttons = [], document } = parsePart(payload)
    const before = found.get(message_id) ?? { buttons: [], documents: [] }
    found.set(message_id, {
      buttons: [...before.buttons, ...buttons],
      documents: [...before.documents, ...(document === undefined ? [] : [{ id, fileName: document.fileName }])],
    })
  }
  return found
}

export function buildAttachmentsQuery(db: Db, messageIds: readonly MessageId[]) {
  return db
    .selectFrom('outbound')
    .select(['id', 'message_id', 'payload'])
    .where('message_id', 'in', messageIds)
    .where('state', 'in', visibleStates)
    .orderBy('message_id')
    .orderBy('id')
}

/** A document that went out in this conversation; null for any other id, and for what never went out. */
export async function findDocument(
  db: Db,
  conversationId: ConversationId,
  id: OutboundId,
): Promise<NonNullable<OutboundPart['document']> | null> {
  const row = await db
    .selectFrom('outbound')
    .select('payload')
    .where('id', '=', id)
    .where('conversation_id', '=', conversationId)
    .where('state', 'in', visibleStates)
    .executeTakeFirst()
  return row === undefined ? null : (parsePart(row.payload).document ?? null)
}

/** Written by the outbox from this very type. */
function parsePart(payload: string): OutboundPart {
  return JSON.parse(payload) as OutboundPart
}
