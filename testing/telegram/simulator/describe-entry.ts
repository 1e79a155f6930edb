import type { LoggedMessage } from '../state/chat-log.ts'

/** A message for the page. */
export function describeEntry({ message, author, isDeleted, replyKeyboard }: LoggedMessage): object {
  return { author, isDeleted, replyKeyboard, message }
}
