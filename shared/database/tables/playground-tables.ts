import type { ConversationId, TurnId } from './row-ids.ts'

/** How an answer in a test chat came about: JSON. Of clients there is none. */
export interface TurnThoughtsTable {
  turn_id: TurnId
  conversation_id: ConversationId
  thoughts: string
  created_at: number
}
