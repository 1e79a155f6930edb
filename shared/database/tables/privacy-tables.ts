import type { ContactId, ConversationId } from './row-ids.ts'

/**
 * Whom to forget again when a backup from before is restored. Our own number and instant say nothing of who it was, even to
 * somebody who knows them: a hash of a Telegram number would, since all of these can be tried in minutes.
 */
export interface ForgottenPeopleTable {
  contact_id: ContactId
  /** `created_at` of the contact: tells them from somebody later who got the number after a restore. */
  met_at: number
  forgotten_at: number
}

/** A client who asked in the chat to be forgotten, and is, as soon as the answer has left. */
export interface ForgetRequestsTable {
  contact_id: ContactId
  /** Where they asked. */
  conversation_id: ConversationId
  asked_at: number
}
