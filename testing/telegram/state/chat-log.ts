import type { MessageEntity } from 'grammy/types'
import type { ApiChat, ApiMessage } from './api-types.ts'

/** A source of message ids. Private chats of one bot share one, chats of one business account share one, a group has its own. */
export interface MessageIds {
  next: number
}

export interface LoggedMessage {
  message: ApiMessage
  readonly author: 'bot' | 'person'
  isDeleted: boolean
  /** The keyboard under the text field that came with it. It is no part of the message; null for none. */
  readonly replyKeyboard: ReplyKeyboard | null
}

export type ReplyKeyboard =
  | { readonly kind: 'show'; readonly rows: readonly (readonly ReplyKey[])[] }
  | { readonly kind: 'remove' }

export interface ReplyKey {
  readonly text: string
  readonly asksFor: 'text' | 'contact' | 'location'
}

/** One chat as one bot sees it. A business chat is not the bot's own chat with the same number. */
export interface ChatLog {
  readonly chat: ApiChat
  readonly connectionId: string | null
  readonly ids: MessageIds
  readonly messages: Map<number, LoggedMessage>
  /** Messages up to this id may have existed and were dropped to bound the log. */
  forgottenUpTo: number
  /** When the last message of a person arrived; business bots may answer for 24 h after it. */
  lastIncomingMs: number
  readonly threads: Set<number>
  /** What the bot is writing here, until it dies or a message comes; null for nothing. */
  draft: ShownDraft | null
}

/** A message being written, as the person in the chat sees it. */
export interface ShownDraft {
  readonly draftId: number
  readonly text: string
  readonly entities: readonly MessageEntity[]
  readonly threadId: number | undefined
  readonly canStop: boolean
  readonly keepOnStop: boolean
  readonly untilMs: number
}

export function createChatLog(chat: ApiChat, ids: MessageIds, connectionId: string | null = null): ChatLog {
  return {
    chat,
    connectionId,
    ids,
    messages: new Map(),
    forgottenUpTo: 0,
    lastIncomingMs: 0,
    threads: new Set(),
    draft: null,
  }
}

/** The draft that stands in the chat at this moment; null for none. */
export function findDraft({ draft }: ChatLog, nowMs: number): ShownDraft | null {
  return draft !== null && nowMs < draft.untilMs ? draft : null
}

/** Adds a message and drops the oldest one beyond `limit`. */
export function appendMessage(log: ChatLog, entry: LoggedMessage, limit: number): void {
  log.messages.set(entry.message.message_id, entry)
  if (log.messages.size <= limit) return
  for (const oldestId of log.messages.keys()) {
    log.messages.delete(oldestId)
    log.forgottenUpTo = oldestId
    return
  }
}

/** A message that still exists for the people in the chat; null when deleted, unknown or forgotten. */
export function findMessage(log: ChatLog, messageId: number): LoggedMessage | null {
  const entry = log.messages.get(messageId)
  return entry === undefined || entry.isDeleted ? null : entry
}
