import type { ModelUsage } from '#capabilities/llm'
import type { ConversationId } from '#shared/database'

/** What only code may do. The agent asks; the commit performs, in the same transaction as the reply that tells of it. */
export type Action =
  | { readonly kind: 'opt-out'; readonly shownText: string }
  | { readonly kind: 'opt-in'; readonly shownText: string }
  | { readonly kind: 'call-human'; readonly reason: string }
  /** The owner takes or returns another conversation. */
  | { readonly kind: 'take-over'; readonly conversationId: ConversationId }
  | { readonly kind: 'hand-back'; readonly conversationId: ConversationId }

export interface ModelRecord {
  readonly name: string
  readonly usage: ModelUsage | null
  readonly firstTokenMs: number
}

/** What a turn came to. The agent reads and thinks; it never writes and never sends. */
export type Decision =
  | {
      readonly kind: 'reply'
      /** Markdown, in order; each becomes a message of its own. */
      readonly texts: readonly string[]
      readonly actions: readonly Action[]
      readonly language: string
      /** A stable code: `model`, `command.start`, `scripted`, … */
      readonly reason: string
      /** Null when no model was asked. */
      readonly model: ModelRecord | null
    }
  | { readonly kind: 'silent'; readonly reason: string }
  /** Something newer came while the model was thinking. */
  | { readonly kind: 'cancelled' }
