import { readMeetings } from '#capabilities/calendar'
import { type LeadState, readLeads } from '#capabilities/sales'
import type { AccountId, ContactId, ConversationId, Db, LeadId, MessageId } from '#shared/database'
import { findWaitingDraft } from '../drafts/settle-draft.ts'

/** What somebody of the business should know of a client at a glance. */
export interface CardFacts {
  readonly conversationId: ConversationId
  readonly accountId: AccountId
  readonly userId: number
  readonly name: string
  readonly handler: 'ai' | 'human'
  readonly answerMode: 'auto' | 'draft' | null
  /** Null where nobody is led through a sale. */
  readonly lead: LeadState | null
  readonly isDropped: boolean
  readonly isMuted: boolean
  /** Of the booked meeting that lies ahead; null: there is none. */
  readonly meetsAt: number | null
  readonly lastWords: { readonly id: MessageId; readonly text: string; readonly kind: string } | null
  /** An answer that waits for a decision. */
  readonly draftId: number | null
}

/** Null when the conversation is gone. */
export async function readCardFacts(db: Db, id: ConversationId, nowMs: number): Promise<CardFacts | null> {
  const head = await readHead(db, id)
  if (head === undefined) return null
  const lead = (await readLeads(db, [head.contact_id])).get(head.contact_id) ?? null
  const choices = lead === null ? undefined : await readChoices(db, lead.id)
  const meetings = lead === null ? [] : ((await readMeetings(db, [lead.id], nowMs)).get(lead.id) ?? [])
  return {
    conversationId: id,
    accountId: head.account_id,
    userId: head.user_id,
    name: lead?.name ?? head.display_name ?? (head.username === null ? `#${head.user_id}` : `@${head.username}`),
    handler: head.handler,
    answerMode: head.answer_mode,
    lead,
    isDropped: choices?.deleted_at != null,
    isMuted: choices?.is_muted === 1,
    meetsAt: meetings.find(({ status }) => status === 'scheduled')?.startsAt ?? null,
    lastWords: await readLastWords(db, id),
    draftId: await findWaitingDraft(db, id),
  }
}

/** The conversation in which a lead is led, or wrote last; null when they never wrote. */
export async function findConversationOfLead(db: Db, leadId: LeadId): Promise<ConversationId | null> {
  const lead = await db
    .selectFrom('leads')
    .select(['contact_id', 'conversation_id'])
    .where('id', '=', leadId)
    .executeTakeFirst()
  if (lead === undefined || lead.conversation_id !== null) return lead?.conversation_id ?? null
  const latest = await db
    .selectFrom('conversations')
    .select('id')
    .where('contact_id', '=', lead.contact_id ?? (0 as ContactId))
    .orderBy('last_message_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return latest?.id ?? null
}

function readHead(db: Db, id: ConversationId) {
  return db
    .selectFrom('conversations as c')
    .innerJoin('contacts as p', 'p.id', 'c.contact_id')
    .select(['c.account_id', 'c.contact_id', 'c.user_id', 'c.handler', 'c.answer_mode'])
    .select(['p.display_name', 'p.username'])
    .where('c.id', '=', id)
    .executeTakeFirst()
}

function readChoices(db: Db, leadId: LeadId) {
  return db
    .selectFrom('leads as l')
    .leftJoin('cockpit_leads as k', 'k.lead_id', 'l.id')
    .select(['l.deleted_at', 'k.is_muted'])
    .where('l.id', '=', leadId)
    .executeTakeFirst()
}

async function readLastWords(db: Db, id: ConversationId): Promise<CardFacts['lastWords']> {
  const row = await db
    .selectFrom('messages')
    .select(['id', 'content as text', 'kind'])
    .where('conversation_id', '=', id)
    .where('role', '=', 'user')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}
