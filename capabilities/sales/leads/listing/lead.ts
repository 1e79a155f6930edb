import type { Selectable } from 'kysely'
import type { ContactId, ConversationId, LeadId, LeadsTable } from '#shared/database'

/** The head of a lead: who it is and how far it has come. Instants are epoch ms. */
export interface Lead {
  readonly id: LeadId
  /** Null for leads of the earlier system whose person is not known. */
  readonly contactId: ContactId | null
  /** The person's id on their channel; negative where the channel has no numbers. */
  readonly userId: number
  /** Where the client is being led; null before the first answer. */
  readonly conversationId: ConversationId | null
  readonly name: string | null
  readonly contact: string | null
  readonly source: string
  readonly status: string
  readonly stage: string
  readonly intent: string | null
  readonly language: string | null
  /** 0..100 */
  readonly fitScore: number
  readonly createdAt: number
  readonly updatedAt: number
  /** When a person put it away; null while it is shown. */
  readonly deletedAt: number | null
}

/** Columns that make a `Lead`. */
export const leadColumns = [
  'leads.id',
  'leads.contact_id',
  'leads.user_id',
  'leads.conversation_id',
  'leads.name',
  'leads.contact',
  'leads.source',
  'leads.status',
  'leads.stage',
  'leads.intent',
  'leads.language',
  'leads.fit_score',
  'leads.created_at',
  'leads.updated_at',
  'leads.deleted_at',
] as const satisfies readonly `leads.${keyof LeadsTable}`[]

type LeadRow = Pick<
  Selectable<LeadsTable>,
  | 'id'
  | 'contact_id'
  | 'user_id'
  | 'conversation_id'
  | 'name'
  | 'contact'
  | 'source'
  | 'status'
  | 'stage'
  | 'intent'
  | 'language'
  | 'fit_score'
  | 'created_at'
  | 'updated_at'
  | 'deleted_at'
>

export function toLead(row: LeadRow): Lead {
  return {
    id: row.id,
    contactId: row.contact_id,
    userId: row.user_id,
    conversationId: row.conversation_id,
    name: row.name,
    contact: row.contact,
    source: row.source,
    status: row.status,
    stage: row.stage,
    intent: row.intent,
    language: row.language,
    fitScore: row.fit_score,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    deletedAt: row.deleted_at,
  }
}
