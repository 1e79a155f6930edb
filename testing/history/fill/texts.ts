import type { Chance } from '#shared/utils'

const asked = [
  'Здравствуйте!',
  'Сколько это стоит?',
  'А какие сроки?',
  'Можно завтра после шести?',
  'Спасибо, подумаю',
  'Да, подходит',
  'У нас салон на три кресла, запись ведём в тетради',
  'А если клиент не придёт, предоплата вернётся?',
  'Do you work on weekends?',
  'Мне советовали вас знакомые, хочу понять, с чего начать',
  'ок',
  'Нет, это дорого для нас',
  'Пришлите, пожалуйста, прайс',
]
const answered = [
  'Добрый день! Расскажите, пожалуйста, чем вы занимаетесь и что хотелось бы улучшить в первую очередь.',
  'Стоимость зависит от объёма: обычно это от 30 000 до 90 000 рублей, внедрение занимает две–три недели.',
  'Понимаю вас. Предлагаю созвониться на двадцать минут: покажу, как это работает у похожих компаний, и посчитаем выгоду.',
  'Могу предложить завтра в 12:00, 15:30 или 18:00 по вашему времени. Какое время удобнее?',
  'Да, предоплата возвращается полностью, если предупредить за сутки. Подскажите ваш телефон, чтобы закрепить запись.',
  'Отлично, записала. Напомню за день и за час. Если планы изменятся, просто напишите сюда.',
]

/** What clients write: mostly short, now and then a story. */
export function inventQuestion(chance: Chance): string {
  const count = chance() < 0.85 ? 1 : 2 + Math.floor(chance() * 6)
  return Array.from({ length: count }, () => pick(asked, chance)).join(' ')
}

export function inventAnswer(chance: Chance): string {
  const count = chance() < 0.6 ? 1 : 2
  return Array.from({ length: count }, () => pick(answered, chance)).join('\n\n')
}

export function pick<Value>(values: readonly Value[], chance: Chance): Value {
  const value = values[Math.floor(chance() * values.length)]
  if (value === undefined) throw new TypeError('nothing to pick from')
  return value
}
