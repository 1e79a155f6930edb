import { type ConsentRecord, recordConsent } from '#capabilities/conversations'
import type { ConversationId, Tx } from '#shared/database'
import type { EventBody } from '#shared/events'

/** Keeps a consent or a refusal with the words that were shown and the message that proves it. Returns what happened. */
export async function saveConsent(
  tx: Tx,
  conversationId: ConversationId,
  consent: ConsentRecord,
): Promise<readonly EventBody[]> {
  await recordConsent(tx, consent)
  const { contactId, kind, granted } = consent
  const changed: EventBody = { type: 'consent.changed', conversationId, contactId, kind, isGranted: granted }
  const isOptOut = kind === 'messages' && !granted
  return isOptOut ? [changed, { type: 'contact.opted_out', contactId, conversationId }] : [changed]
}
