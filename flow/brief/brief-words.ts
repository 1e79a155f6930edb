import type { ObjectionType, Words } from '#capabilities/sales'
import type { Tone } from './analyse-dialogue.ts'

/** The headings of a brief. */
export const briefWords = {
  title: { ru: 'Встреча', en: 'Meeting' },
  when: { ru: 'Когда', en: 'When' },
  minutes: { ru: 'мин', en: 'min' },
  contact: { ru: 'Контакт', en: 'Contact' },
  writable: {
    ru: 'В вашем аккаунте ИИ может писать клиенту до',
    en: 'In your account the AI may write to the client until',
  },
  none: { ru: 'не оставил(а)', en: 'none given' },
  known: { ru: 'Что известно', en: 'What is known' },
  fit: { ru: 'Насколько подходит', en: 'Fit' },
  objections: { ru: 'Возражения', en: 'Objections' },
  tone: { ru: 'Тон', en: 'Tone' },
  quotes: { ru: 'Словами клиента', en: 'In their words' },
  agenda: { ru: 'План встречи', en: 'Agenda' },
  discuss: { ru: 'обсудить', en: 'discuss' },
  ask: { ru: 'спросить', en: 'ask' },
  advice: { ru: 'Советы', en: 'Advice' },
  chat: { ru: 'Переписка', en: 'Chat' },
} as const satisfies Readonly<Record<string, Words>>

export const toneNames: Readonly<Record<Tone, Words>> = {
  positive: { ru: 'доброжелательный', en: 'friendly' },
  neutral: { ru: 'нейтральный', en: 'neutral' },
  negative: { ru: 'недовольный', en: 'displeased' },
}

export const objectionNames: Readonly<Record<string, Words>> = {
  price: { ru: 'дорого', en: 'price' },
  timing: { ru: 'не сейчас', en: 'not now' },
  need: { ru: 'не нужно', en: 'no need' },
  trust: { ru: 'сомневается', en: 'doubts' },
  competitor: { ru: 'есть другой поставщик', en: 'has another supplier' },
  other: { ru: 'надо подумать', en: 'needs to think' },
} satisfies Readonly<Record<ObjectionType, Words>>
