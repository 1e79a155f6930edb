import type { LoggedMessage } from '../state/chat-log.ts'
import { wordsOf } from '../state/words-of.ts'

/** A message for the page. */
export function describeEntry({ message, author, isDeleted, replyKeyboard }: LoggedMessage): object {
  return { author, isDeleted, replyKeyboard, message, words: wordsOf(message) }
}
