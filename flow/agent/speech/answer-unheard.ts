import type { ContextMessage } from '#capabilities/conversations'
import type { LineName, Playbook } from '#capabilities/sales'
import { sayLine } from '../talk/words.ts'
import { type Speech, speechOf } from './speech-of.ts'

export interface UnheardAnswer {
  /** Null: everything was heard. */
  readonly text: string | null
  /** The messages that are answered by this; the rest is talk. */
  readonly handled: ReadonlySet<ContextMessage>
}

/** Says of voice messages that nobody has heard what becomes of them, once for all of them. What is written beside one is talk. */
export function answerUnheard(
  messages: readonly ContextMessage[],
  { playbook, language }: { readonly playbook: Playbook; readonly language: string },
): UnheardAnswer {
  const unheard = messages.flatMap(message => {
    const line = lineOf(speechOf(message))
    return line === null ? [] : [{ message, line }]
  })
  const first = unheard[0]
  const wordless = unheard.map(({ message }) => message).filter(isDescription)
  return { text: first === undefined ? null : sayLine(playbook, first.line, language), handled: new Set(wordless) }
}

function lineOf(speech: Speech | null): LineName | null {
  if (speech === null || speech.kind === 'heard') return null
  return speech.kind === 'later' ? 'voice_later' : unheardLines[speech.because]
}

const unheardLines = { off: 'voice_off', 'too-long': 'voice_too_long', unclear: 'voice_unclear' } as const

/** `[voice 7 s]` stands for a message without words of its own. */
function isDescription({ content }: ContextMessage): boolean {
  return /^\[(voice|video note|audio|video)\b[^\]\n]*\]$/.test(content)
}
