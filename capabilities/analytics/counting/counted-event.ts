import { z } from 'zod'
import type { ConversationId, LeadId, MessageId, TurnId } from '#shared/database'

/** An event as the counting reads it: what it needs of any payload, and nothing that it must not know. */
export interface CountedEvent {
  readonly rowId: number
  readonly type: string
  readonly at: number
  /** Null once its client is forgotten. */
  readonly conversationId: ConversationId | null
  readonly payload: EventPayload
}

export type EventPayload = z.infer<typeof payloadShape>

const rowId = z.number().int()
const code = z.string()

// Events are stored by versions of the platform that are older or newer than this one: what is missing is not counted.
const payloadShape = z
  .object({
    leadId: rowId.transform(id => id as LeadId),
    messageId: rowId.transform(id => id as MessageId),
    meetingId: rowId,
    turnId: code.transform(id => id as TurnId),
    outcome: code,
    language: code.nullable(),
    tone: code,
    reason: code,
    oldStage: code,
    newStage: code,
    slots: z.array(code),
    objection: code,
    role: code,
  })
  .partial()

/** Throws for what is not JSON: the table holds what `recordEvents` wrote. */
export function parsePayload(payload: string): EventPayload {
  const parsed = payloadShape.safeParse(JSON.parse(payload))
  return parsed.success ? parsed.data : {}
}
