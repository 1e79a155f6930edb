import { formatSlotValue, type Playbook } from '#capabilities/sales'
import { truncate } from '#shared/utils'
import type { OwnerDigest } from './decision.ts'
import type { TurnFacts } from './turn-facts.ts'
import type { Understanding } from './understand-turn.ts'
import { inLanguage } from './words.ts'

/** Three lines for the owner: who it is and why they are called; what is known; what was said last. */
export function writeDigest(
  facts: TurnFacts,
  understanding: Understanding,
  playbook: Playbook,
  reason: string,
): OwnerDigest {
  const write = (language: 'ru' | 'en'): readonly string[] => [
    `${facts.turn.displayName ?? '—'}: ${inLanguage(reasons[reason] ?? otherReason, language)}`,
    writeKnown(understanding, playbook, language),
    `«${truncate(understanding.text.replaceAll(/\s+/g, ' '), 300)}»`,
  ]
  return { ru: write('ru'), en: write('en') }
}

function writeKnown({ slots, score }: Understanding, playbook: Playbook, language: 'ru' | 'en'): string {
  const known = playbook.slots.flatMap(slot => {
    const value = slots.get(slot.name)
    return value === undefined
      ? []
      : [`${inLanguage(slot.meaning, language)}: ${formatSlotValue(slot, value.value, language)}`]
  })
  const head = language === 'ru' ? `Оценка ${score.score}/100` : `Fit ${score.score}/100`
  return truncate([head, ...known].join(' · '), 500)
}

const otherReason = { ru: 'ждёт человека', en: 'is waiting for a human' }

const reasons: Readonly<Record<string, { readonly ru: string; readonly en: string }>> = {
  'client.asked': { ru: 'просит человека', en: 'asks for a human' },
  'client.angry': { ru: 'недоволен', en: 'is upset' },
  'client.off_topic': { ru: 'говорит о том, чего мы не предлагаем', en: 'talks about what we do not offer' },
  'questions.unanswered': {
    ru: 'задаёт вопросы, на которые в базе знаний нет ответа',
    en: 'asks what the knowledge base does not answer',
  },
  'turns.cap': { ru: 'разговор затянулся', en: 'the conversation has become long' },
  'turn.gave_up': { ru: 'ИИ не смог ответить', en: 'the AI could not answer' },
  'model.down': { ru: 'сервер модели не отвечает', en: 'the model server does not answer' },
}
