import type { ConversationTally } from '../counting/tallies/conversation-tally.ts'
import type { LeadTally } from '../counting/tallies/lead-tally.ts'

/** What is known of an event when it is asked whether a figure counts it. */
export interface CaseFacts {
  readonly payload: Readonly<Record<string, unknown>>
  readonly at: number
  /** Null: the lead is gone, or the event is of none. */
  readonly lead: LeadTally | null
  readonly conversation: ConversationTally | null
  /** Of the message that the event names: `text`, `voice`, …; null where none is read. */
  readonly messageKind: string | null
  readonly nowMs: number
}

interface CaseKind {
  /** The event that makes a case; two where either does. */
  readonly event: string | readonly [string, string]
  /** Which of them count; absent: all. */
  readonly counts?: (facts: CaseFacts) => boolean
  /** What cases are told apart by: a reason, a kind, a stage. Absent: by nothing. */
  readonly partsOf?: (facts: CaseFacts) => readonly string[]
  /** It asks for the kind of the message. Default: it does not. */
  readonly readsMessages?: boolean
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
  answers: { event: 'turn.finished', counts: ({ payload }) => payload.outcome !== 'silent' },
  booked_leads: { event: 'lead.created', counts: ({ at, lead }) => lead?.createdAt === at && lead.isBooked },
  durably_resolved_by_ai: { event: 'conversation.started', counts: isDurablyResolved },
  first_responses: { event: ['turn.finished', 'message.sent_by_human'], counts: isFirstResponse },
  follow_ups_sent: { event: 'follow_up.sent' },
  handed_back: { event: 'conversation.handed_back' },
  handed_off: { event: 'conversation.handed_off', partsOf: ofPayload('reason') },
  human_replies: { event: 'message.sent_by_human' },
  kept_leads: { event: 'lead.created', counts: ({ at, lead }) => lead?.createdAt === at && lead.isKept },
  leads_by_source: { event: 'lead.created', partsOf: ({ at, lead }) => (lead?.createdAt === at ? [lead.source] : []) },
  leads_by_stage: { event: 'lead.created', partsOf: ({ at, lead }) => (lead?.createdAt === at ? lead.reached : []) },
  limits_hit: { event: 'limit.hit' },
  meetings_cancelled: { event: 'meeting.cancelled' },
  meetings_kept: { event: 'meeting.completed' },
  messages_received: {
    event: 'message.received',
    partsOf: ({ messageKind }) => (messageKind === null ? [] : [messageKind]),
    readsMessages: true,
  },
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

/** The events that make its cases. */
export function eventsOf(name: CaseName): readonly string[] {
  const { event }: CaseKind = caseKinds[name]
  return typeof event === 'string' ? [event] : event
}

/** Whether the kinds of messages must be read to know its cases. */
export function readsMessages(name: CaseName): boolean {
  const kind: CaseKind = caseKinds[name]
  return kind.readsMessages === true
}

/** Whether a figure, or the part of it that is asked for, counts an event. Pure. */
export function isCase(name: CaseName, part: string | null, facts: CaseFacts): boolean {
  const { counts, partsOf }: CaseKind = caseKinds[name]
  if (counts !== undefined && !counts(facts)) return false
  return part === null || (partsOf?.(facts).includes(part) ?? false)
}

function isFirstResponse({ payload, at, conversation }: CaseFacts): boolean {
  if (conversation?.firstAnswerAt !== at || payload.outcome === 'silent') return false
  return conversation.firstMessageAt !== null && conversation.firstMessageAt <= at
}

function isResolved({ at, conversation }: CaseFacts): boolean {
  return conversation?.startedAt === at && conversation.answeredAt !== null && conversation.handedOffAt === null
}

function isDurablyResolved({ at, conversation, nowMs }: CaseFacts): boolean {
  if (conversation?.startedAt !== at || conversation.answeredAt === null || at > nowMs - weekMs) return false
  return conversation.handedOffAt === null || conversation.handedOffAt - at > weekMs
}
