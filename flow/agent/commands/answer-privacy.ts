import type { LineName, Playbook, Words } from '#capabilities/sales'
import { inLanguage, sayLine } from '../talk/words.ts'
import type { TurnFacts } from '../turn-facts.ts'
import { type PrivacyWish, writeButtonData } from './button-data.ts'
import type { CommandAnswer } from './command-answer.ts'

interface PrivacyContext {
  readonly facts: TurnFacts
  readonly language: string
  readonly playbook: Playbook
}

/** Asks before all that is held of a client is sent or erased: a command is quickly mistyped. */
export function offerPrivacy(wish: 'export' | 'forget', context: PrivacyContext): CommandAnswer {
  if (!isAlone(context)) return say('privacy_elsewhere', context)
  const button = (kind: PrivacyWish, words: Words) => ({
    text: inLanguage(words, context.language),
    data: writeButtonData({ kind: 'privacy', wish: kind }),
  })
  const buttons = [[button(wish, doIt[wish]), button('keep', leaveIt)]]
  return { ...say(wish === 'export' ? 'export_ask' : 'forget_ask', context), buttons }
}

/** What a press of these buttons comes to. Each concerns only the person whose private chat it is, so nobody gains by forging one. */
export function answerPrivacy(wish: PrivacyWish, context: PrivacyContext): CommandAnswer {
  if (!isAlone(context)) return say('privacy_elsewhere', context)
  switch (wish) {
    case 'export':
      return { ...say('export_sent', context), document: exported }
    case 'forget':
      return { ...say('forget_done', context), actions: [{ kind: 'forget-client' }] }
    case 'keep':
      return say('forget_kept', context)
  }
}

function isAlone({ facts }: PrivacyContext): boolean {
  return facts.turn.chatType === 'private'
}

function say(name: LineName, { playbook, language }: PrivacyContext): CommandAnswer {
  return { text: sayLine(playbook, name, language), actions: [] }
}

// Filled by the speaker: a copy in the outbox would be one more place that holds it all, and would be in the next export.
const exported = { fileName: 'my-data.json', mimeType: 'application/json', content: '', holdsPerson: true } as const

const doIt: Readonly<Record<'export' | 'forget', Words>> = {
  export: { ru: 'Прислать файл', en: 'Send the file' },
  forget: { ru: 'Стереть всё', en: 'Erase everything' },
}
const leaveIt: Words = { ru: 'Не нужно', en: 'Leave it' }
