import type { Generated } from 'kysely'
import type { ConversationId, MessageId, PassageId } from './row-ids.ts'

/** A file of the knowledge base as it was read last. */
export interface DocumentsTable {
  id: Generated<number>
  /** From the folder of the knowledge base, with `/`. */
  path: string
  content_hash: string
  bytes: number
  modified_at: number
  state: 'indexed' | 'failed'
  error: string | null
  passage_count: Generated<number>
  indexed_at: number
}

/** A stretch of a document that can answer a question by itself. */
export interface PassagesTable {
  id: Generated<PassageId>
  document_id: number
  ordinal: number
  /** The headings above it, outermost first, joined by ` › `; empty for none. */
  heading: string
  text: string
  content_hash: string
  /** 32-bit floats, little-endian; null when no server made one. */
  embedding: Buffer | null
  embedding_model: string | null
}

/** What a client asked and the knowledge base could not answer. */
export interface OpenQuestionsTable {
  id: Generated<number>
  conversation_id: ConversationId
  message_id: MessageId | null
  question: string
  language: string | null
  state: Generated<'open' | 'answered' | 'dismissed'>
  asked_at: number
  settled_at: number | null
}
