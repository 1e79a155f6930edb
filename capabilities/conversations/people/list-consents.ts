import type { ContactId, Db, MessageId } from '#shared/database'

/** A consent or a refusal as it was given. */
export interface GivenConsent {
  readonly id: number
  /** messages, pdpa_profile or calendar_invite. */
  readonly kind: string
  readonly isGranted: boolean
  /** The words the person was shown. */
  readonly text: string
  readonly textVersion: string
  /** The message that proves it; null when it is gone, or when there was none. */
  readonly messageId: MessageId | null
  readonly occurredAt: number
}

/** All that a person agreed to and refused, the newest first: at most `limit` of those before `beforeId` (null: of all). */
export async function listConsents(
  db: Db,
  contactId: ContactId,
  { beforeId, limit }: { readonly beforeId: number | null; readonly limit: number },
): Promise<readonly GivenConsent[]> {
  const rows = await db
    .selectFrom('consents')
    .select(['id', 'kind', 'granted', 'text', 'text_version', 'message_id', 'occurred_at'])
    .where('contact_id', '=', contactId)
    .$if(beforeId !== null, query => query.where('id', '<', beforeId ?? 0))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(row => ({
    id: row.id,
    kind: row.kind,
    isGranted: row.granted === 1,
    text: row.text,
    textVersion: row.text_version,
    messageId: row.message_id,
    occurredAt: row.occurred_at,
  }))
}
