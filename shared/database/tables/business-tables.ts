import type { Generated } from 'kysely'
import type { AccountId, ConversationId } from './row-ids.ts'

/** A person's own account that a bot is connected to (Telegram Business). */
export interface BusinessConnectionsTable {
  account_id: AccountId
  /** The channel's id; a person who connects the bot anew may get another. */
  connection_id: string
  owner_user_id: number
  owner_name: string | null
  /** The owner's chat with the bot. */
  owner_chat_id: string
  /** refused: of a person for whom the bot does not work. */
  state: 'served' | 'refused'
  is_enabled: number
  /** JSON: the channel's names of what the owner allows. */
  rights: string
  /** JSON: ids of chats that are none of the bot's business. */
  excluded_chats: Generated<string>
  /** Since when the AI answers nobody there, at the wish of the business; null: it answers. */
  paused_at: Generated<number | null>
  created_at: number
  updated_at: number
}

/** Until when the bot may write in a chat of a business account: a day from the client's last message. */
export interface ReplyWindowsTable {
  conversation_id: ConversationId
  /** The channel's id of that message. */
  heard_message_id: string
  heard_at: number
  closes_at: number
  /** When it is looked at whether a last word is due; null: it was, or none is wanted. */
  last_word_due_at: number | null
}
