import type { Words } from '../figures/define-figure.ts'
import type { Language } from './report.ts'

/** Codes of ours in words, for people. What the owner named themselves (a model, a source) stays as it is. */
export function sayCode(code: string, language: Language): string {
  return words[code]?.[language] ?? code
}

const words: Readonly<Record<string, Words>> = {
  greeting: { en: 'Greeting', ru: 'Знакомство' },
  needs_discovery: { en: 'Needs', ru: 'Потребности' },
  presentation: { en: 'Presentation', ru: 'Презентация' },
  objections: { en: 'Objections', ru: 'Возражения' },
  consultation_offer: { en: 'Offer to meet', ru: 'Предложение встречи' },
  scheduling: { en: 'Scheduling', ru: 'Запись' },
  summary: { en: 'Summary', ru: 'Итог' },
  price: { en: 'Price', ru: 'Цена' },
  timing: { en: 'Not now', ru: 'Не сейчас' },
  need: { en: 'No need', ru: 'Не нужно' },
  trust: { en: 'Trust', ru: 'Доверие' },
  competitor: { en: 'Competitor', ru: 'Конкурент' },
  'client.angry': { en: 'Client was angry', ru: 'Клиент злился' },
  'client.asked': { en: 'Client asked for a human', ru: 'Клиент просил человека' },
  'client.off_topic': { en: 'Not about the business', ru: 'Не по теме' },
  'client.unreachable': { en: 'Client unreachable', ru: 'Клиент недоступен' },
  'model.down': { en: 'Model server was down', ru: 'Сервер модели не отвечал' },
  'operator.took_over': { en: 'Taken by an operator', ru: 'Взял оператор' },
  'owner.took_over': { en: 'Taken by the owner', ru: 'Взял владелец' },
  'turn.failed': { en: 'Answer failed', ru: 'Ответ не удался' },
  'turn.gave_up': { en: 'AI gave up', ru: 'ИИ не справился' },
  other: { en: 'Other', ru: 'Другое' },
}
