import type { Generated } from 'kysely'
import type { AccountId, ConversationId, MediaId, MessageId } from './row-ids.ts'

/** waiting: to be read, now or later. failed: given up. refused: too long, too big, or nothing that can be read. */
export type MediaState = 'waiting' | 'ready' | 'failed' | 'refused'

/** A file of a message and what was read in it. The file itself is nowhere kept: its channel has it. */
export interface MediaTable {
  id: Generated<MediaId>
  account_id: AccountId
  conversation_id: ConversationId
  message_id: MessageId
  /** Among the files of its message, from 0. */
  position: number
  /** voice, audio, video-note, photo, … */
  kind: string
  /** The channel's own: fetches the file, for this account only. */
  file_id: string
  file_unique_id: string
  mime_type: string | null
  file_name: string | null
  size_bytes: number | null
  duration_seconds: number | null
  width: number | null
  height: number | null
  /** The client's words beside it. */
  caption: string | null
  state: Generated<MediaState>
  /** The transcript, or what else it says. */
  text: string | null
  /** 0 to 1; null where the reader tells none. */
  confidence: number | null
  /** The stable code of the last failure. */
  error: string | null
  /** 1 while the conversation's turn waits for it. */
  is_held: Generated<number>
  /** From then on the turn waits no longer. */
  held_until: number
  tries: Generated<number>
  /** When to read it next; null when it is done with. */
  next_try_at: number | null
  /** Who reads it has it until then. */
  leased_until: number | null
  created_at: number
  finished_at: number | null
}
