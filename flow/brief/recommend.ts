import type { FitScore, Playbook, Words } from '#capabilities/sales'
import { inLanguage } from '../agent/index.ts'
import type { BriefFacts } from './brief-facts.ts'

interface Advice {
  readonly facts: BriefFacts
  readonly objections: readonly string[]
  readonly score: FitScore
  readonly playbook: Playbook
  readonly language: 'ru' | 'en'
}

/** What to prepare, from what the client objected to and what is still unknown. Rules, not guesses. */
export function recommend({ objections, score, facts, playbook, language }: Advice): readonly string[] {
  const words = [
    ...objections.flatMap(type => (advice[type] === undefined ? [] : [advice[type]])),
    ...(score.isFit ? [] : [unsureFit]),
    ...(facts.lead.contact === null && playbook.meeting?.needsContact === true ? [missingContact] : []),
  ]
  return (words.length === 0 ? [usual] : words).map(text => inLanguage(text, language))
}

const advice: Readonly<Record<string, Words>> = {
  price: {
    ru: 'Покажите расчёт выгоды и предложите начать с малого: цена уже смущала.',
    en: 'Show what it pays back and offer to begin small: the price has been an obstacle.',
  },
  timing: {
    ru: 'Договоритесь о дате следующего шага: «не сейчас» уже звучало.',
    en: 'Agree on the date of the next step: “not now” has been said.',
  },
  need: {
    ru: 'Начните с задач клиента, а не с предложения: нужда была под вопросом.',
    en: 'Begin with their work, not with the offer: they were not sure they need it.',
  },
  trust: {
    ru: 'Возьмите похожие случаи и отзывы: клиент сомневался.',
    en: 'Bring similar cases and references: they had doubts.',
  },
  competitor: {
    ru: 'Узнайте, чем не устраивает нынешний поставщик, и сравните по делу.',
    en: 'Find out what the present supplier lacks, and compare on facts.',
  },
  other: { ru: 'Спросите прямо, что мешает решиться.', en: 'Ask plainly what keeps them from deciding.' },
}

const unsureFit: Words = {
  ru: 'Оценка ниже порога: сначала проверьте, подходит ли вам этот клиент.',
  en: 'The fit is below the threshold: first check whether this client suits you.',
}
const missingContact: Words = {
  ru: 'Контакта нет: попросите его в начале.',
  en: 'There is no contact: ask for it first.',
}
const usual: Words = {
  ru: 'Повторите цель клиента его словами и договоритесь о следующем шаге.',
  en: 'Repeat their goal in their own words and agree on the next step.',
}
