import type { Attachments } from '#capabilities/channels'
import { appendMessages, noteSpeech } from '#capabilities/conversations'
import type { AccountId, ConversationId, MessageId, Tx } from '#shared/database'
import { enqueueParts } from './outbox.ts'
import type { Render } from './speaker/render.ts'

/** Where something is to be said, and whether it may be. */
export interface SpokenChat {
  readonly accountId: AccountId
  readonly userId: number
  readonly language: string | null
  readonly handler: 'ai' | 'human'
  readonly displayName: string | null
  /** False after an opt-out or a block: nothing may be sent. */
  readonly isReachable: boolean
  /** The client has written something that is not answered yet. */
  readonly isWaiting: boolean
}

export interface Speech extends Attachments {
  readonly conversationId: ConversationId
  /** The idempotency key: said once, however often it is asked for. */
  readonly key: string
  readonly role: 'assistant' | 'human'
  readonly markdown: string
}

/** What one has to know of a conversation before saying something there unasked; null when it is gone. */
export async function findSpokenChat(tx: Tx, id: ConversationId): Promise<SpokenChat | null> {
  const row = await tx
    .selectFrom('conversations as c')
    .innerJoin('contacts as p', 'p.id', 'c.contact_id')
    .select([
      'c.account_id',
      'c.user_id',
      'c.language',
      'c.handler',
      'c.turn_waiting_since',
      'p.display_name',
      'p.opted_out_at',
      'p.is_blocked',
    ])
    .where('c.id', '=', id)
    .executeTakeFirst()
  if (row === undefined) return null
  const { account_id: accountId, user_id: userId, language, handler, display_name: displayName } = row
  const isReachable = row.opted_out_at === null && row.is_blocked === 0
  const isWaiting = row.turn_waiting_since !== null
  return { accountId, userId, language, handler, displayName, isReachable, isWaiting }
}

/**
 * Writes a message into a conversation, outside of a turn, and queues it. The transaction that decides so must hold it. Returns
 * the message; null when the conversation is gone.
 */
export async function sayInConversation(
  tx: Tx,
  speech: Speech,
  render: Render,
  nowMs: number,
): Promise<MessageId | null> {
  const { conversationId, key, role, markdown, ...attached } = speech
  const chat = await tx
    .selectFrom('conversations as c')
    .innerJoin('accounts as a', 'a.id', 'c.account_id')
    .select(['c.account_id', 'a.channel'])
    .where('c.id', '=', conversationId)
    .executeTakeFirst()
  if (chat === undefined) return null
  const [message] = await appendMessages(tx, [
    {
      conversationId,
      role,
      content: markdown,
      timestamp: nowMs,
      kind: 'text',
      externalId: null,
      contactId: null,
      turnId: null,
      metadata: null,
    },
  ])
  await noteSpeech(tx, conversationId, { by: role, atMs: nowMs })
  const parts = render(chat.channel, markdown, attached)
  const accountId = chat.account_id
  await enqueueParts(
    tx,
    [{ keyPrefix: key, accountId, conversationId, turnId: null, messageId: message?.id ?? null, parts }],
    nowMs,
  )
  return message?.id ?? null
}
