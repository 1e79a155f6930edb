import { type Insertable, sql } from 'kysely'
import type { MessageId, MessageRole, MessagesTable } from '../../schema.ts'
import type { EarlierRow } from '../file/source.ts'
import { type Conversations, conversationOf } from './import-conversations.ts'
import { type Import, importRows } from './import-rows.ts'

/** Messages keep their ids. All of them count as answered: an upgrade must not answer last month's question again. */
export async function importMessages(job: Import, conversations: Conversations): Promise<void> {
  await importRows(job.source.rows('messages'), batch =>
    job.tx
      .insertInto('messages')
      .values(batch.map(message => toRow(job, conversations, message)))
      .execute(),
  )
  await sql`
    update conversations set
      answered_message_id = coalesce((select max(id) from messages where conversation_id = conversations.id), 0),
      last_message_at = coalesce((select max(timestamp) from messages where conversation_id = conversations.id), created_at)
  `.execute(job.tx)
}

function toRow(job: Import, conversations: Conversations, message: EarlierRow<'messages'>): Insertable<MessagesTable> {
  const conversation = conversationOf(conversations, message.conversation_id)
  const role = readRole(message.role)
  if (role !== message.role) job.report.note('changed', 'messages', 'unknown role, now system')
  if (message.timestamp === null) job.report.note('changed', 'messages', 'no readable time, now that of the import')
  return {
    id: message.id as MessageId,
    conversation_id: conversation.id,
    role,
    content: message.content ?? '',
    timestamp: message.timestamp ?? job.now,
    message_metadata: message.message_metadata,
    contact_id: role === 'user' ? conversation.contactId : null,
  }
}

function readRole(role: string | null): MessageRole {
  return role === 'user' || role === 'assistant' ? role : 'system'
}
