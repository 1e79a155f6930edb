import type { ContactId, Db, MessageId } from '#shared/database'

/** Remembers that the channel refuses our messages to this person, until they write again. */
export async function markBlocked(tx: Db, contactId: ContactId, isBlocked: boolean, nowMs: number): Promise<void> {
  await tx
    .updateTable('contacts')
    .set({ is_blocked: isBlocked ? 1 : 0, updated_at: nowMs })
    .where('id', '=', contactId)
    .execute()
}

export interface ConsentRecord {
  readonly contactId: ContactId
  readonly kind: 'messages' | 'pdpa_profile' | 'calendar_invite'
  readonly granted: boolean
  /** The words the person was shown, and their version. */
  readonly text: string
  readonly textVersion: string
  /** The message that proves it. */
  readonly messageId: MessageId | null
  readonly occurredAt: number
}

/** Appends a consent or a refusal; the newest of a kind counts. `messages` refused is an opt-out and stops the AI at once. */
export async function recordConsent(tx: Db, consent: ConsentRecord): Promise<void> {
  await tx
    .insertInto('consents')
    .values({
      contact_id: consent.contactId,
      kind: consent.kind,
      granted: consent.granted ? 1 : 0,
      text: consent.text,
      text_version: consent.textVersion,
      message_id: consent.messageId,
      occurred_at: consent.occurredAt,
    })
    .execute()
  if (consent.kind !== 'messages') return
  await tx
    .updateTable('contacts')
    .set({ opted_out_at: consent.granted ? null : consent.occurredAt, updated_at: consent.occurredAt })
    .where('id', '=', consent.contactId)
    .execute()
}
