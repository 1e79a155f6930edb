import type { ButtonMeaning, Dialogue } from '../dialogue.ts'
import type { Reply } from './create-client.ts'

/** What the client does next, if the last reply wants anything of them. */
export type Reaction =
  | { readonly kind: 'say'; readonly text: string; readonly slot: string | null }
  | { readonly kind: 'press'; readonly button: ButtonMeaning }

/** How this client reacts to what was really asked; null when nothing was. Pure. */
export function react(dialogue: Dialogue, { mind, buttons }: Reply): Reaction | null {
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

function consent(dialogue: Dialogue, kind: 'profile' | 'calendar' | 'meeting', hasButtons: boolean): Reaction {
  return answerYesNo(dialogue, dialogue.consents?.[kind] ?? true, hasButtons)
}

function answerYesNo(dialogue: Dialogue, isYes: boolean, hasButtons: boolean): Reaction {
  if (hasButtons && dialogue.writesOnly !== true) return { kind: 'press', button: isYes ? 'yes' : 'no' }
  const { yes, no } = yesNo[languageOf(dialogue)]
  return { kind: 'say', text: isYes ? yes : no, slot: null }
}

/** A value is read back: right or wrong is judged by what the dialogue holds to be true. */
function confirmValue(dialogue: Dialogue, { slot = '', value = '' }: NonNullable<Reply['mind']['pending']>): Reaction {
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
