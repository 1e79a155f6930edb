/** The businesses that ship with the platform, each with a playbook and documents of its own. */
export const verticals = ['ai-services', 'real-estate', 'beauty-salon', 'general'] as const
export type Vertical = (typeof verticals)[number]

/** The clients that every business meets; each vertical has one of each kind at least. */
export const clientKinds = [
  'qualifies-and-books',
  'price-objection',
  'wrong-number-corrected',
  'rude',
  'off-topic',
  'injection',
  'changes-mind',
  'refuses-consent',
  'wants-human',
  'returns-after-a-week',
] as const
export type ClientKind = (typeof clientKinds)[number]

/**
 * A client as a person: what they came for, what they answer when they are asked, what they choose when they are offered
 * something. The order of our questions is not part of it, so that another order is no failure.
 */
export interface Dialogue {
  /** Unique; `--only=` finds it. */
  readonly name: string
  readonly vertical: Vertical
  /** Absent: a client beside the ten kinds. */
  readonly kind?: ClientKind
  /** What the client writes in. */
  readonly language: 'ru' | 'en' | 'zh' | 'th'
  /** What the client says when the slot of this name is asked for. A slot that is not here is one they do not know. */
  readonly answers?: Readonly<Record<string, string>>
  /** What they say to our own questions; default: yes to each. */
  readonly consents?: Partial<Readonly<Record<'profile' | 'calendar' | 'meeting', boolean>>>
  /** How they choose among offered times: the first button, or their own words. Default: the first. */
  readonly picks?: string
  /** Writes «да» where a button would do. */
  readonly writesOnly?: boolean
  /**
   * Answered by a stand-in model server over HTTP, whatever else is set: what only a server can do (the rolling summary) is done
   * then. Default: by what the run is about.
   */
  readonly isAnsweredByStandIn?: boolean
  readonly steps: readonly Step[]
  readonly end: End
  /** What is known about the client in the end: the canonical value, a pattern it fits, or null for nothing. */
  readonly slots?: Readonly<Record<string, string | RegExp | null>>
  /** What must stand in none of our messages. */
  readonly never?: readonly RegExp[]
}

export type Step =
  /** `tells`: slots that these words answer, so that asking for one of them afterwards is asking twice. */
  | {
      readonly kind: 'say'
      readonly text: string
      readonly tells: readonly string[]
      readonly hears: RegExp | 'silence' | null
    }
  | { readonly kind: 'press'; readonly button: ButtonMeaning; readonly hears: RegExp | null }
  /** Answers what is asked, until things stand so. */
  | { readonly kind: 'chat'; readonly until: Situation }
  /** Lets time pass; `hears` is what we are to write meanwhile by ourselves. */
  | { readonly kind: 'wait'; readonly hours: number; readonly hears: RegExp | 'silence' | null }
  /** The channel refuses our next message and asks for silence, as Telegram's 429 does. */
  | { readonly kind: 'rate-limited'; readonly minutes: number }
  /** A person of the business writes into the chat, or gives it back. */
  | { readonly kind: 'owner-says'; readonly text: string }
  | { readonly kind: 'owner-returns' }

export type ButtonMeaning = 'yes' | 'no' | 'first-time' | 'last-time' | 'other-times'

/** booked: a meeting is agreed; held: a time is kept and waits for a yes; times: free times are shown; quiet: nothing is asked. */
export type Situation = 'booked' | 'held' | 'times' | 'quiet'

export type End =
  /** One meeting is agreed, `at` this wall time of the business (2026-01-16T15:00) where the client named one. */
  | { readonly kind: 'booked'; readonly at?: string }
  /** A meeting was agreed and is no more. */
  | { readonly kind: 'cancelled' }
  /** A human has the chat, the owner was told, and the AI is silent. */
  | { readonly kind: 'handed-off' }
  /** The client will not be written to again. */
  | { readonly kind: 'opted-out' }
  /** Every expected reply came, no meeting was made, and the AI has the chat. */
  | { readonly kind: 'answered' }
  /** Nobody could answer: the client was told so, and the owner was asked. */
  | { readonly kind: 'passed-on' }

export function say(
  text: string,
  more: { readonly tells?: readonly string[]; readonly hears?: RegExp | 'silence' } = {},
): Step {
  return { kind: 'say', text, tells: more.tells ?? [], hears: more.hears ?? null }
}

export function press(button: ButtonMeaning, hears: RegExp | null = null): Step {
  return { kind: 'press', button, hears }
}

export function chat(until: Situation): Step {
  return { kind: 'chat', until }
}

export function wait(hours: number, hears: RegExp | 'silence' | null = null): Step {
  return { kind: 'wait', hours, hears }
}

export function rateLimited(minutes: number): Step {
  return { kind: 'rate-limited', minutes }
}

export function ownerSays(text: string): Step {
  return { kind: 'owner-says', text }
}

export const ownerReturns: Step = { kind: 'owner-returns' }
