import { createHash } from 'node:crypto'
import type { ChatAddress } from '#capabilities/channels'
import type { ConversationId } from '#shared/database'

/** A message that wants an answer from the AI and is neither a command nor a button. */
export interface CountedMessage {
  readonly conversationId: ConversationId
  readonly chatType: ChatAddress['chatType']
  readonly userId: number
  /** What was written; null when it was not (a photo, a voice message). */
  readonly text: string | null
  /** Nothing else of this chat waits for an answer: it may well answer our question. */
  readonly isFirstToWait: boolean
}

/** What one person wrote in this batch, in order. */
export interface Person {
  readonly userId: number
  readonly messages: readonly CountedMessage[]
  /** Fingerprint of the last message; null when it may be repeated freely. */
  readonly lastText: string | null
  /** How many messages at the end of the batch say the same, at least 1. */
  readonly run: number
}

/** By ascending user id: two processes that count the same people must lock them in the same order. */
export function groupByPerson(messages: readonly CountedMessage[]): readonly Person[] {
  const byUser = new Map<number, CountedMessage[]>()
  for (const message of messages) {
    const own = byUser.get(message.userId) ?? []
    byUser.set(message.userId, [...own, message])
  }
  return [...byUser].sort(([a], [b]) => a - b).map(([userId, own]) => toPerson(userId, own))
}

function toPerson(userId: number, messages: readonly CountedMessage[]): Person {
  const texts = messages.map(toFingerprint)
  const lastText = texts.at(-1) ?? null
  const other = texts.findLastIndex(text => text === null || text !== lastText)
  return { userId, messages, lastText, run: Math.max(1, texts.length - 1 - other) }
}

// "Yes, please" to four questions in a row is a client, not a flood.
const longestAnswer = 20

function toFingerprint({ userId, text, isFirstToWait }: CountedMessage): string | null {
  if (text === null || (isFirstToWait && text.length <= longestAnswer)) return null
  return fingerprint(userId, text)
}

/**
 * Tells whether a person writes the same again without keeping what they wrote, as the earlier system did. The same text of
 * another person has another fingerprint.
 */
function fingerprint(userId: number, text: string): string {
  return createHash('sha256').update(`${userId}\n${text}`).digest('base64url').slice(0, 22)
}
