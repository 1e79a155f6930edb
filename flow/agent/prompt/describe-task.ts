import { formatSlotValue } from '#capabilities/sales'
import { speechOf } from '../speech/speech-of.ts'
import { inLanguage } from '../talk/words.ts'
import type { PromptParts } from './prompt-parts.ts'

/** What this very answer has to reach, by stage and plan, and in which language. */
export function describeTask(parts: PromptParts): string {
  const { playbook, understanding, plan } = parts
  const stage = playbook.stages[understanding.move.stage]
  const objection = understanding.reading.objection
  const rows = [
    `Stage: ${understanding.move.stage}. Goal: ${stage.goal}`,
    ...stage.rules.map(rule => `- ${rule}`),
    objection === null ? '' : `The client objects (${objection}). ${playbook.objections[objection].approach}`,
    parts.messages.some(message => speechOf(message)?.kind === 'heard') ? spokenRule : '',
    describeEnd(parts),
    plan.says.length === 0
      ? ''
      : 'After your text the system adds a message of its own with buttons: do not offer times or a meeting yourself.',
    `Answer in ${nameLanguage(understanding.language)}.`,
  ]
  return rows.filter(row => row !== '').join('\n')
}

const spokenRule =
  'The client spoke; you read a transcript, in which names and numbers may be misheard. If it holds several questions or points, answer each of them in turn, briefly, and leave none out.'

function describeEnd({ plan, understanding }: PromptParts): string {
  const next = plan.talk?.next ?? null
  if (next === null) return 'Do not ask anything new.'
  if (next.kind === 'ask') {
    return `End with exactly one question, in your own words and fitting what was said: ${inLanguage(next.slot.question, understanding.language)}`
  }
  const value = formatSlotValue(next.slot, next.value, understanding.language)
  return `End by gently checking that you understood: ${inLanguage(next.slot.meaning, understanding.language)} — ${JSON.stringify(value)}.`
}

const languageNames: Readonly<Record<string, string>> = {
  ru: 'Russian',
  en: 'English',
  zh: 'Simplified Chinese (never Traditional)',
  th: 'Thai',
}

function nameLanguage(language: string): string {
  return languageNames[language] ?? 'the language of the client'
}
