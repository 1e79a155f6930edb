import { expect, it } from 'vitest'
import { worlds } from './cases/worlds.ts'
import { guardReply } from './guard-reply.ts'

it.each([
  [
    'drops the sentence and keeps the rest',
    'Женская стрижка — 2 900 ₽. Скидка 50 %! Какая у вас длина волос?',
    'Женская стрижка — 2 900 ₽. Какая у вас длина волос?',
  ],
  [
    'drops an item and numbers the list anew',
    '1. Женская стрижка — 2 900 ₽\n2. Педикюр — 700 ₽\n3. Мужская стрижка — 1 900 ₽',
    '1. Женская стрижка — 2 900 ₽\n2. Мужская стрижка — 1 900 ₽',
  ],
  [
    'drops a heading whose list is gone',
    'Вот цены:\n- Педикюр — 700 ₽\n- Массаж — 900 ₽\n\nЧай и кофе бесплатно.',
    'Чай и кофе бесплатно.',
  ],
  [
    'drops the question about what is gone',
    'Женская стрижка — 2 900 ₽. Могу предложить среду в 11:00. Подходит?',
    'Женская стрижка — 2 900 ₽.',
  ],
  ['leaves nothing of a greeting alone', 'Здравствуйте! Отличный вопрос! Скидка 50 %.', ''],
])('%s', (_, reply, cleaned) => {
  expect(guardReply(reply, worlds.salon).cleaned).toBe(cleaned)
})

it('records a promise with its source, but not one of a sentence that was dropped', () => {
  const { backed } = guardReply('Женская стрижка — 2 900 ₽. Мужская — 1 900 ₽, скидка 50 %.', worlds.salon)
  expect(backed).toEqual([{ kind: 'price', claim: '2 900 ₽', source: 'beauty-salon/prices-hair.csv › Стрижки' }])
})
