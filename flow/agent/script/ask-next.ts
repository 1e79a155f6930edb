import { formatSlotValue, type NextQuestion, type Playbook } from '#capabilities/sales'
import { inLanguage, sayLine } from '../talk/words.ts'

/** The next question in the owner's words; empty when there is none. */
export function askNext(next: NextQuestion | null, playbook: Playbook, language: string): string {
  if (next === null) return ''
  if (next.kind === 'ask') return inLanguage(next.slot.question, language)
  const slot = startSmall(inLanguage(next.slot.meaning, language))
  const value = formatSlotValue(next.slot, next.value, language)
  return sayLine(playbook, 'confirm_value', language, { slot, value })
}

/** «Какая услуга нужна» in the middle of a sentence; an abbreviation stays one. */
function startSmall(words: string): string {
  return /^\p{Lu}\p{Lu}/u.test(words) ? words : words.charAt(0).toLowerCase() + words.slice(1)
}
