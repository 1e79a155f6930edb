import type { ConversationId, LeadId, TurnId } from '#shared/database'
import type { SlotDefinition } from '../playbook/playbook.ts'
import type { SlotChange } from '../slots/merge-slots.ts'
import type { StageMove } from '../stages/move-stage.ts'
import type { ObjectionType } from '../understanding/reading.ts'

/** What one turn learned about a lead. */
export interface LeadChange {
  readonly leadId: LeadId
  /** Null: where it was led so far, if anywhere. */
  readonly conversationId: ConversationId | null
  /** A turn is saved once; null for changes that no turn made (an owner's edit). */
  readonly turnId: TurnId | null
  /** Null: the stage stays as it is. */
  readonly move: StageMove | null
  /** Null: as it was. */
  readonly intent: string | null
  /** Null: as it was. */
  readonly language: string | null
  /** Null: not scored anew. */
  readonly fit: { readonly score: number; readonly threshold: number } | null
  readonly slots: readonly SlotChange[]
  /** The playbook's slots: names and contacts among them reach the head of the lead. */
  readonly definitions: readonly SlotDefinition[]
  readonly objection: ObjectionType | null
  /** What else happened on the way of the sale. */
  readonly notes: readonly LeadNote[]
}

/** An entry of the sales log beside those that follow from the change itself. */
export interface LeadNote {
  readonly type:
    | 'consent.granted'
    | 'consent.refused'
    | 'follow_up.sent'
    | 'handoff.requested'
    | 'meeting.cancelled'
    | 'meeting.held'
    | 'meeting.rescheduled'
    | 'meeting.scheduled'
    | 'question.raised'
  /** Ids and codes; never a client's words. */
  readonly detail: Readonly<Record<string, string | number | boolean>>
}
