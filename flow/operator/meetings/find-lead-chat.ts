import { readUserContexts } from '#capabilities/conversations'
import type { ContactId, ConversationId, LeadId, Tx } from '#shared/database'

/** A lead, and where and how one speaks with them. */
export interface LeadChat {
  readonly leadId: LeadId
  /** Where they are being led, else where they wrote last; null when they never wrote. */
  readonly conversationId: ConversationId | null
  /** Null while it is not known. */
  readonly language: string | null
  /** IANA zone that they told us; null: they did not. */
  readonly timeZone: string | null
}

/** Null when there is no such lead, or it was put away. */
export async function findLeadChat(tx: Tx, leadId: LeadId): Promise<LeadChat | null> {
  const lead = await tx
    .selectFrom('leads')
    .select(['contact_id', 'conversation_id', 'language', 'user_id'])
    .where('id', '=', leadId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (lead === undefined) return null
  const contexts = await readUserContexts(tx, [lead.user_id])
  const latest = await tx
    .selectFrom('conversations')
    .select(['id', 'language'])
    .where('contact_id', '=', lead.contact_id ?? (0 as ContactId))
    .orderBy('last_message_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return {
    leadId,
    conversationId: lead.conversation_id ?? latest?.id ?? null,
    language: latest?.language ?? lead.language,
    timeZone: contexts.get(lead.user_id)?.timeZone ?? null,
  }
}
