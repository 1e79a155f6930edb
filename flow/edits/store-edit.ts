import type { Inbound } from '#capabilities/channels'
import {
  appendMessages,
  editMessage,
  type FoundConversation,
  findConversation,
  findIncoming,
  type IncomingMessage,
  lockConversation,
  renewTurn,
  scheduleTurns,
} from '#capabilities/conversations'
import type { Tx } from '#shared/database'
import { type Due, debounceDelay, type Moment, type Receiver } from '../ingest/store-messages.ts'
import { wordsAfterEdit } from '../media/words-after-edit.ts'
import { isAnotherMeaning } from './is-another-meaning.ts'

type Edit = Extract<Inbound, { kind: 'edit' }>

/**
 * Stores what a client made of a message. Before the answer the turn starts again with the new words; after it, they come as a
 * message of their own where they mean something else, and are answered. A position that is shared live changes in silence.
 */
export async function storeEdit(tx: Tx, receiver: Receiver, edit: Edit, moment: Moment): Promise<readonly Due[]> {
  const found = await findConversation(tx, receiver.accountId, edit.chat)
  if (found === null) return []
  // An answer that is being committed now is waited for: whether it has seen the old words decides what becomes of the edit.
  await lockConversation(tx, found.id)
  const conversation = (await findConversation(tx, receiver.accountId, edit.chat)) ?? found
  const before = await findIncoming(tx, conversation.id, edit.messageId)
  if (before === null) return []
  const text = (await wordsAfterEdit(tx, conversation.id, edit)).replaceAll('\0', '')
  const change = { conversationId: conversation.id, externalId: edit.messageId, text, editedAt: edit.editedAt }
  const isChanged = (await editMessage(tx, change)) !== null
  if (!isChanged || before.kind === 'location') return []
  return before.id > conversation.answeredMessageId
    ? beginAnew(tx, conversation, moment)
    : lookAgain(tx, { conversation, before, text }, moment)
}

async function beginAnew(tx: Tx, conversation: FoundConversation, moment: Moment): Promise<readonly Due[]> {
  if (conversation.waitingSince === null) return []
  // What is held back (by a limit, or after a failure) stays so: an edit is no way around it, and will be seen then.
  if (conversation.dueAt !== null && conversation.dueAt > moment.nowMs + moment.debounceMs) return []
  await renewTurn(tx, conversation.id, moment)
  return [{ conversationId: conversation.id, delayMs: moment.debounceMs }]
}

interface SecondLook {
  readonly conversation: FoundConversation
  readonly before: IncomingMessage
  readonly text: string
}

// Whoever corrects an old message tidies up; nobody expects an answer to it any more.
const freshMs = 24 * 60 * 60_000

async function lookAgain(tx: Tx, { conversation, before, text }: SecondLook, moment: Moment): Promise<readonly Due[]> {
  const isFresh = moment.nowMs - before.timestamp < freshMs
  if (!isFresh || !isAnotherMeaning(before.content, text)) return []
  await appendMessages(tx, [
    {
      conversationId: conversation.id,
      role: 'user',
      content: text,
      timestamp: moment.nowMs,
      kind: 'edit',
      externalId: null,
      contactId: before.contactId,
      turnId: null,
      metadata: { editOf: before.id, replyTo: { text: before.content } },
    },
  ])
  return schedule(tx, conversation, moment)
}

async function schedule(tx: Tx, { id, waitingSince }: FoundConversation, moment: Moment): Promise<readonly Due[]> {
  await scheduleTurns(tx, [id], moment)
  return [{ conversationId: id, delayMs: debounceDelay(waitingSince, moment) }]
}
