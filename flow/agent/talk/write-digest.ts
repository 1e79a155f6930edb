import { formatSlotValue, type KnownSlot, type Playbook, scoreLead } from '#capabilities/sales'
import { truncate } from '#shared/utils'
import type { OwnerDigest } from '../decision.ts'
import type { TurnFacts } from '../turn-facts.ts'
import { asWritten } from './as-written.ts'
import { inLanguage } from './words.ts'

export interface DigestParts {
  readonly facts: TurnFacts
  readonly playbook: Playbook
  /** A stable code. */
  readonly reason: string
  /** What is known of the lead. */
  readonly slots: ReadonlyMap<string, KnownSlot>
  /** The client's words that the owner should see. */
  readonly text: string
}

/** Three lines for the owner, in Markdown: who it is and why they are called; what is known; what was said last. */
export function writeDigest(parts: DigestParts): OwnerDigest {
  const name = asWritten(parts.facts.turn.displayName ?? '—')
  const quote = `«${asWritten(truncate(parts.text.replaceAll(/\s+/g, ' '), 300))}»`
  const write = (language: 'ru' | 'en'): readonly string[] => [
    `${name}: ${inLanguage(reasons[parts.reason] ?? otherReason, language)}`,
    writeKnown(parts, language),
    quote,
  ]
  return { ru: write('ru'), en: write('en') }
}

/** The digest where nothing of this turn was understood: a command, or a failure. */
export function digestHistory(facts: TurnFacts, playbook: Playbook, reason: string): OwnerDigest {
  const messages = [...facts.turn.history, ...facts.turn.unanswered]
  const last = messages.findLast(({ role, kind }) => role === 'user' && kind !== 'command' && kind !== 'button')
  return writeDigest({ facts, playbook, reason, slots: facts.lead?.slots ?? new Map(), text: last?.content ?? '' })
}

function writeKnown({ slots, playbook }: DigestParts, language: 'ru' | 'en'): string {
  const { score } = scoreLead(playbook, slots)
  const known = playbook.slots.flatMap(slot => {
    const value = slots.get(slot.name)
    return value === undefined
      ? []
      : [`${inLanguage(slot.meaning, language)}: ${formatSlotValue(slot, value.value, language)}`]
  })
  const head = language === 'ru' ? `Оценка ${score}/100` : `Fit ${score}/100`
  // Values are the client's words, too.
  return asWritten(truncate([head, ...known].join(' · '), 500))
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
