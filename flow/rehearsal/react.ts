import type { ButtonMeaning, Dialogue, Situation } from './dialogue.ts'
import type { Mind } from './read-mind.ts'

/** What a client has before their eyes after an answer. */
export interface Shown {
  readonly mind: Mind
  /** Those of the answer itself. */
  readonly buttons: readonly ShownButton[]
}

export interface ShownButton {
  readonly text: string
  readonly data: string
}

/** What the client does next, if the last reply wants anything of them. */
export type Reaction =
  | { readonly kind: 'say'; readonly text: string; readonly slot: string | null }
  | { readonly kind: 'press'; readonly button: ButtonMeaning }

/** How this client reacts to what was really asked; null when nothing was. Pure. */
export function react(dialogue: Dialogue, { mind, buttons }: Shown): Reaction | null {
  const { pending, offered, asked } = mind
  switch (pending?.kind) {
    case 'profile-consent':
      return consent(dialogue, 'profile', buttons.length > 0)
    case 'booking':
      return consent(dialogue, 'calendar', buttons.length > 0)
    case 'meeting-offer':
      return consent(dialogue, 'meeting', buttons.length > 0)
    case 'cancellation':
      return answerYesNo(dialogue, true, buttons.length > 0)
    case 'value':
      return confirmValue(dialogue, pending)
    default:
      if (offered.length > 0) return choose(dialogue)
      return asked === null
        ? null
        : { kind: 'say', text: dialogue.answers?.[asked] ?? unknown[languageOf(dialogue)], slot: asked }
  }
}

/** Whether things stand as a client waits for them to. Pure. */
export function hasCome(dialogue: Dialogue, until: Situation, shown: Shown): boolean {
  const { mind } = shown
  switch (until) {
    case 'booked':
      return mind.meetings.some(({ status }) => status === 'scheduled')
    case 'held':
      return mind.pending?.kind === 'booking'
    case 'times':
      return mind.offered.length > 0
    case 'quiet':
      return react(dialogue, shown) === null
  }
}

/** The button that means this; null when there is none: a person cannot press it either. Pure. */
export function findButton<Shape extends ShownButton>(buttons: readonly Shape[], meaning: ButtonMeaning): Shape | null {
  const times = buttons.filter(({ data }) => data.startsWith('time:'))
  switch (meaning) {
    case 'yes':
    case 'no':
      return buttons.find(({ data }) => data === meaning || data.startsWith(`${meaning}:`)) ?? null
    case 'first-time':
      return times[0] ?? null
    case 'last-time':
      return times.at(-1) ?? null
    case 'other-times':
      return buttons.find(({ data }) => data.startsWith('more:')) ?? null
  }
}

function consent(dialogue: Dialogue, kind: 'profile' | 'calendar' | 'meeting', hasButtons: boolean): Reaction {
  return answerYesNo(dialogue, dialogue.consents?.[kind] ?? true, hasButtons)
}

function answerYesNo(dialogue: Dialogue, isYes: boolean, hasButtons: boolean): Reaction {
  if (hasButtons && dialogue.writesOnly !== true) return { kind: 'press', button: isYes ? 'yes' : 'no' }
  const { yes, no } = yesNo[languageOf(dialogue)]
  return { kind: 'say', text: isYes ? yes : no, slot: null }
}

/** A value is read back: right or wrong is judged by what the dialogue holds to be true. */
function confirmValue(dialogue: Dialogue, { slot = '', value = '' }: NonNullable<Mind['pending']>): Reaction {
  const truth = dialogue.slots?.[slot]
  const isRight =
    truth === undefined || truth === null || (typeof truth === 'string' ? truth === value : truth.test(value))
  const { yes, no } = yesNo[languageOf(dialogue)]
  const correction = dialogue.answers?.[slot]
  return { kind: 'say', text: isRight ? yes : (correction ?? no), slot: null }
}

function choose({ picks }: Dialogue): Reaction {
  return picks === undefined ? { kind: 'press', button: 'first-time' } : { kind: 'say', text: picks, slot: null }
}

function languageOf({ language }: Dialogue): 'ru' | 'en' {
  return language === 'ru' ? 'ru' : 'en'
}

const yesNo = { ru: { yes: 'да', no: 'нет' }, en: { yes: 'yes', no: 'no' } }
const unknown = { ru: 'Пока не знаю', en: "I don't know yet" }
