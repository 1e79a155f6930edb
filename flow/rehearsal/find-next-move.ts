import type { ButtonMeaning, Dialogue, Step } from './dialogue.ts'
import { findButton, hasCome, react, type Shown, type ShownButton } from './react.ts'

/** What the client of a dialogue does next in a real chat. */
export type Move<Shape extends ShownButton = ShownButton> =
  | { readonly kind: 'say'; readonly text: string }
  | { readonly kind: 'press'; readonly button: Shape }
  | { readonly kind: 'end' }

export interface NextMove<Shape extends ShownButton = ShownButton> {
  readonly move: Move<Shape>
  /** How many steps of the dialogue have been begun with it: asked for again with the next question. */
  readonly begun: number
  /** What did not go as the client expected since their last move. */
  readonly surprises: readonly string[]
}

/** Where a chat stands between two moves of the client. */
export interface ChatStanding<Shape extends ShownButton = ShownButton> extends Shown {
  /** Every button that can still be pressed: a person may press one that stands further up. */
  readonly pressable: readonly Shape[]
  /** What was said to the client's last move; '' for silence. */
  readonly heard: string
  /** How often the client has written or pressed by now. */
  readonly moves: number
}

// As in `npm run eval`: nobody answers more questions than this in one sitting.
const patience = 30

/**
 * What the client does next when `begun` steps of their part have been begun and the chat stands so. What they did not expect is
 * told, and their part goes on. Pure.
 */
export function findNextMove<Shape extends ShownButton>(
  dialogue: Dialogue,
  begun: number,
  standing: ChatStanding<Shape>,
): NextMove<Shape> {
  const current = dialogue.steps[begun - 1]
  const surprises = current === undefined ? [] : listSurprises(current, standing.heard)
  // A step of talking goes on until things stand as it wants.
  let index = current?.kind === 'chat' ? begun - 1 : begun
  for (; ; index++) {
    const step = dialogue.steps[index]
    if (step === undefined) return { move: { kind: 'end' }, begun: index, surprises }
    const move = take(dialogue, step, standing)
    if (typeof move !== 'string') return { move, begun: index + 1, surprises }
    if (move !== '') surprises.push(move)
  }
}

function listSurprises(step: Step, heard: string): string[] {
  if ((step.kind !== 'say' && step.kind !== 'press') || step.hears === null) return []
  const isFine = step.hears === 'silence' ? heard === '' : step.hears.test(heard)
  return isFine ? [] : [`expected ${step.hears}, heard «${heard}»`]
}

/** The move of a step; otherwise why there is none: '' when it is done, words when something is missing. */
function take<Shape extends ShownButton>(
  dialogue: Dialogue,
  step: Step,
  standing: ChatStanding<Shape>,
): Move<Shape> | string {
  switch (step.kind) {
    case 'say':
      return { kind: 'say', text: step.text }
    case 'press':
      return press(standing, step.button)
    case 'chat': {
      if (hasCome(dialogue, step.until, standing)) return ''
      const reaction = standing.moves < patience + dialogue.steps.length ? react(dialogue, standing) : null
      if (reaction === null) return `never came to: ${step.until}`
      return reaction.kind === 'say' ? { kind: 'say', text: reaction.text } : press(standing, reaction.button)
    }
    case 'wait':
    case 'rate-limited':
    case 'owner-says':
    case 'owner-returns':
      return `not played in a test chat: ${step.kind}`
  }
}

function press<Shape extends ShownButton>(
  { pressable }: ChatStanding<Shape>,
  meaning: ButtonMeaning,
): Move<Shape> | string {
  const button = findButton(pressable, meaning)
  return button === null ? `no button for ${meaning}` : { kind: 'press', button }
}
