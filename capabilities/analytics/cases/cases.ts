import type { ConversationTally } from '../counting/tallies/conversation-tally.ts'
import type { LeadTally } from '../counting/tallies/lead-tally.ts'

/** What is known of an event when it is asked whether a figure counts it. */
export interface CaseFacts {
  readonly payload: Readonly<Record<string, unknown>>
  readonly at: number
  /** Null: the lead is gone, or the event is of none. */
  readonly lead: LeadTally | null
  readonly conversation: ConversationTally | null
  readonly nowMs: number
}

interface CaseKind {
  /** The event that makes a case. */
  readonly event: string
  /** Which of them count; absent: all. */
  readonly counts?: (facts: CaseFacts) => boolean
  /** What cases are told apart by: a reason, a kind, a stage. Absent: by nothing. */
  readonly partsOf?: (facts: CaseFacts) => readonly string[]
}

const weekMs = 7 * 86_400_000
const ofPayload =
  (name: string) =>
  ({ payload }: CaseFacts): readonly string[] =>
    [payload[name]].flat().filter(part => typeof part === 'string')

/**
 * Figures that consist of conversations and leads which can be looked at, by their names in the API, and what each counts: the same
 * as the counting does (`counting/rules`), which a test holds together.
 */
export const caseKinds = {
  active_leads: {
    event: 'lead.created',
    counts: ({ at, conversation }) => conversation?.leadAt === at && conversation.received > 1,
  },
  booked_leads: { event: 'lead.created', counts: ({ at, lead }) => lead?.createdAt === at && lead.isBooked },
  durably_resolved_by_ai: { event: 'conversation.started', counts: isDurablyResolved },
  follow_ups_sent: { event: 'follow_up.sent' },
  handed_back: { event: 'conversation.handed_back' },
  handed_off: { event: 'conversation.handed_off', partsOf: ofPayload('reason') },
  kept_leads: { event: 'lead.created', counts: ({ at, lead }) => lead?.createdAt === at && lead.isKept },
  leads_by_source: { event: 'lead.created', partsOf: ({ at, lead }) => (lead?.createdAt === at ? [lead.source] : []) },
  leads_by_stage: { event: 'lead.created', partsOf: ({ at, lead }) => (lead?.createdAt === at ? lead.reached : []) },
  limits_hit: { event: 'limit.hit' },
  meetings_cancelled: { event: 'meeting.cancelled' },
  meetings_kept: { event: 'meeting.completed' },
  objections: { event: 'lead.objection_raised', partsOf: ofPayload('objection') },
  opt_outs: { event: 'contact.opted_out' },
  qualified_leads: { event: 'lead.created', counts: ({ at, lead }) => lead?.createdAt === at && lead.isQualified },
  resolved_by_ai: { event: 'conversation.started', counts: isResolved },
  themes: { event: 'lead.slot_changed', partsOf: ofPayload('slots') },
  total_conversations: { event: 'conversation.started' },
  total_leads: { event: 'lead.created' },
  unanswered_questions: { event: 'knowledge.question_raised' },
} as const satisfies Readonly<Record<string, CaseKind>>

export type CaseName = keyof typeof caseKinds
export const caseNames = Object.keys(caseKinds) as readonly CaseName[]

/** Whether a figure, or the part of it that is asked for, counts an event. Pure. */
export function isCase(name: CaseName, part: string | null, facts: CaseFacts): boolean {
  const { counts, partsOf }: CaseKind = caseKinds[name]
  if (counts !== undefined && !counts(facts)) return false
  return part === null || (partsOf?.(facts).includes(part) ?? false)
}

function isResolved({ at, conversation }: CaseFacts): boolean {
  return conversation?.startedAt === at && conversation.answeredAt !== null && conversation.handedOffAt === null
}

function isDurablyResolved({ at, conversation, nowMs }: CaseFacts): boolean {
  if (conversation?.startedAt !== at || conversation.answeredAt === null || at > nowMs - weekMs) return false
  return conversation.handedOffAt === null || conversation.handedOffAt - at > weekMs
}
