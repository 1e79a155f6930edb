import type { ContextMessage, TurnContext } from '#capabilities/conversations'
import { readSignals } from '#capabilities/sales'
import { findQuote } from './find-quote.ts'

/** The message that a reply points at. */
export interface Replied {
  /** The channel's id of it. */
  readonly messageId: string
  /** The words in it that are answered, where it says much besides; null: all of it. */
  readonly quote: string | null
}

type AnsweredTurn = Pick<TurnContext, 'chatType' | 'language' | 'unanswered'>

/**
 * Which message the answer of a turn points at; null: it stands below what it answers, and pointing would only repeat the client's
 * words. In a group it always says whom it answers. In a private chat it points at the question that something was written after, and
 * at the first of several. Pure.
 */
export function chooseReplied({ chatType, language, unanswered }: AnsweredTurn): Replied | null {
  const written = unanswered.filter(isWritten)
  const asking = written.filter(({ content }) => asks(content, language))
  const chosen = chatType === 'private' ? chooseInBurst(written, asking) : (asking.at(-1) ?? written.at(-1))
  if (chosen === undefined || chosen.externalId === null) return null
  return { messageId: chosen.externalId, quote: findQuote(chosen, sentence => asks(sentence, language)) }
}

/** Undefined where the question is the last that was written: the answer stands right below. */
function chooseInBurst(
  written: readonly ContextMessage[],
  [first]: readonly ContextMessage[],
): ContextMessage | undefined {
  return first === written.at(-1) ? undefined : first
}

/** A pressed button is an answer of ours, not a message that one could reply to. */
function isWritten({ kind }: ContextMessage): boolean {
  return kind !== 'button'
}

function asks(text: string, language: string | null): boolean {
  return readSignals(text, language).has('question')
}
