import type { Action, ReplyText } from '../decision.ts'

/** What is said to a command or a press, and what is done. */
export interface CommandAnswer extends Omit<ReplyText, 'markdown'> {
  readonly text: string
  readonly actions: readonly Action[]
}
