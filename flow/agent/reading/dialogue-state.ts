import { z } from 'zod'
import { objectionTypes } from '#capabilities/sales'

/** What a yes or a no would answer. */
const pendingSchema = z.discriminatedUnion('kind', [
  /** A time is held for the client; yes books it and is the consent to be invited. */
  z.strictObject({ kind: z.literal('booking'), startsAt: z.number(), shownText: z.string() }),
  /** Whether the contact of `contactMessageId` may be stored. */
  z.strictObject({ kind: z.literal('profile-consent'), shownText: z.string() }),
  z.strictObject({ kind: z.literal('meeting-offer') }),
  z.strictObject({ kind: z.literal('cancellation'), meetingId: z.number() }),
  /** The next time that is chosen moves this meeting. */
  z.strictObject({ kind: z.literal('move'), meetingId: z.number() }),
  z.strictObject({ kind: z.literal('value'), slot: z.string(), value: z.string() }),
])
export type Pending = z.infer<typeof pendingSchema>

/** Names a question, so that a button pressed later answers the question it stood under and no other. */
export function questionKey(question: Pending): string {
  switch (question.kind) {
    case 'booking':
      return `booking-${question.startsAt / 60_000}`
    case 'cancellation':
    case 'move':
      return `${question.kind}-${question.meetingId}`
    case 'value':
      return `value-${question.slot}`.slice(0, 50)
    default:
      return question.kind
  }
}

const stateSchema = z.strictObject({
  asked: z.string().nullable().default(null),
  askedCounts: z.record(z.string(), z.number()).default({}),
  confirmed: z.array(z.string()).default([]),
  refused: z.array(z.string()).default([]),
  pending: pendingSchema.nullable().default(null),
  contactMessageId: z.number().nullable().default(null),
  contactQuestion: z.string().nullable().default(null),
  offered: z.array(z.number()).default([]),
  objections: z.partialRecord(z.enum(objectionTypes), z.number()).default({}),
  unansweredInARow: z.number().default(0),
  offTopicInARow: z.number().default(0),
  aiTurns: z.number().default(0),
})

/** What the agent keeps in mind between two turns of one conversation. */
export interface DialogueState {
  /** The slot whose question stands at the end of our last answer. */
  readonly asked: string | null
  readonly askedCounts: Readonly<Record<string, number>>
  /** Slots whose value was already read back to the client. */
  readonly confirmed: readonly string[]
  /** What the client would not tell or do: slot names, and `meeting`. Never asked again. */
  readonly refused: readonly string[]
  readonly pending: Pending | null
  /** The client's message in which a contact stands that we may not store yet: it is read again once we may. */
  readonly contactMessageId: number | null
  /** The words in which the client was asked whether it may be stored; null: not asked yet. Asked once, whatever the answer. */
  readonly contactQuestion: string | null
  /** Starts of the openings that are shown as buttons, epoch milliseconds. */
  readonly offered: readonly number[]
  readonly objections: z.infer<typeof stateSchema>['objections']
  readonly unansweredInARow: number
  readonly offTopicInARow: number
  /** Answers of the AI since it last got the chat. */
  readonly aiTurns: number
}

export const emptyState: DialogueState = stateSchema.parse({})

/** Reads what a version before this one may have written: what it cannot read is forgotten, never fatal. */
export function parseDialogueState(json: string | null): DialogueState {
  if (json === null) return emptyState
  try {
    return stateSchema.safeParse(JSON.parse(json)).data ?? emptyState
  } catch {
    return emptyState
  }
}
