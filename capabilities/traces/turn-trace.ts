import type { OutboundState, TurnId } from '#shared/database'

/** One answer from the client's message to the channel's receipt: when each step began and ended, never what was said. */
export interface TurnTrace {
  readonly turnId: TurnId
  readonly conversationId: number
  readonly channel: string
  readonly outcome: string
  /** Why: a stable code. Null when there is nothing more to say. */
  readonly reason: string | null
  /** When the client sent the first of the messages that it answers, by the channel's clock (Telegram: whole seconds). */
  readonly sentAt: number | null
  /** When that message was stored here; null when it was before this process looked. */
  readonly storedAt: number | null
  readonly startedAt: number
  readonly finishedAt: number
  /** Null when the model was not asked. */
  readonly model: ModelStep | null
  readonly parts: readonly PartStep[]
}

export interface ModelStep {
  readonly name: string
  readonly askedAt: number
  readonly answeredAt: number
  readonly promptTokens: number | null
  readonly completionTokens: number | null
  readonly firstTokenMs: number | null
}

/** One message of the answer in the outbox. */
export interface PartStep {
  readonly key: string
  readonly state: OutboundState
  readonly errorCode: string | null
  readonly attempts: number
  readonly queuedAt: number
  /** Null while it is on its way. */
  readonly settledAt: number | null
}
