import type { OwnerSpeech } from '#capabilities/channels'
import {
  appendMessages,
  conversationKey,
  findConversation,
  keepSilent,
  noteSpeech,
  openConversations,
  saveContacts,
} from '#capabilities/conversations'
import type { ConversationId, Tx } from '#shared/database'
import type { EventBody } from '#shared/events'
import { AppError } from '#shared/utils'
import { takeOver } from '../handoff.ts'
import { type Receiver, toContactFacts } from '../ingest/store-messages.ts'
import type { BusinessRules } from './business-rules.ts'

/**
 * Stores what the owner wrote to a client themselves. From this commit on the AI is silent there: a reply being generated can no
 * longer be committed, and what was queued is not sent. The AI that answers there later knows these words. Safe to call twice.
 */
export async function hearOwner(
  tx: Tx,
  receiver: Receiver,
  words: OwnerSpeech,
  { silenceMs }: BusinessRules,
  nowMs: number,
): Promise<readonly EventBody[]> {
  const found = await findConversation(tx, receiver.accountId, words.chat)
  const id = found?.id ?? (await openUnheard(tx, receiver, words, nowMs))
  const [message] = await appendMessages(tx, [toMessage(id, words)])
  if (message === undefined) return []
  await keepSilent(tx, id, silenceMs === null ? null : words.sentAt + silenceMs)
  const events = await takeOver(tx, id, { reason: 'owner.spoke', by: 'human' }, nowMs)
  await noteSpeech(tx, id, { by: 'human', atMs: nowMs })
  return [...events, { type: 'message.sent_by_human', conversationId: id, messageId: message.id }]
}

/** A person to whom the owner writes first: they become a lead when they answer. */
async function openUnheard(
  tx: Tx,
  { accountId, channel }: Receiver,
  { chat, client }: OwnerSpeech,
  nowMs: number,
): Promise<ConversationId> {
  const { userId, username } = client
  const contact = (await saveContacts(tx, channel, [toContactFacts(client, null)], nowMs)).get(userId)
  if (contact === undefined) throw new AppError('business.contact_not_saved', 'a contact was not saved')
  const facts = { ...chat, contactId: contact.id, userId, username, isUnheard: true }
  const opened = (await openConversations(tx, accountId, [facts], nowMs)).get(conversationKey(chat))
  if (opened === undefined) throw new AppError('business.chat_not_opened', 'a conversation was not opened')
  return opened.id
}

function toMessage(conversationId: ConversationId, words: OwnerSpeech) {
  return {
    conversationId,
    role: 'human',
    content: words.text.replaceAll('\0', ''),
    timestamp: words.sentAt,
    kind: words.messageKind,
    externalId: words.messageId,
    contactId: null,
    turnId: null,
    metadata: words.metadata,
  } as const
}
