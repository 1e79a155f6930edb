import { expect, it } from 'vitest'
import type { Passage } from '#capabilities/knowledge'
import type { PassageId } from '#shared/database'
import { quotePassages } from './quote-passages.ts'

const passage = (text: string, source = 'prices.xlsx › Маникюр'): Passage => ({
  id: 1 as PassageId,
  source,
  heading: 'Маникюр',
  text,
  score: 1,
  match: 'strong',
})

it('says the rows of a price list instead of showing a table', () => {
  const rows = [
    passage('Услуга: Мужской маникюр; Цена, ₽: 1800; Минут: 50'),
    passage('Услуга: Маникюр с покрытием; Цена, ₽: 2600; Минут: 90; Примечание: снятие бесплатно'),
    passage('Услуга: Ремонт; Цена, ₽: 300', 'prices.xlsx › Педикюр'),
  ]
  expect(quotePassages(rows, true)).toBe(
    '- Мужской маникюр — 1800 ₽, минут 50\n- Маникюр с покрытием — 2600 ₽, минут 90, снятие бесплатно',
  )
})

it('says in what a column is counted behind its number', () => {
  const row = passage('Project: Layan Villas; Bedrooms: 4; Size m2: 380; Price THB: 42,000,000; Distance, km: 1.1')
  expect(quotePassages([row], false)).toBe('Layan Villas — bedrooms 4, size 380 m², 42,000,000 THB, distance 1.1 km')
})

it('does not say twice what a column and its value both say', () => {
  const row = passage('Project: Rawai Villas; Type: villa; Ready: ready; Metro: metro Park, 5 min')
  expect(quotePassages([row], false)).toBe('Rawai Villas — type villa, ready, metro Park, 5 min')
})

it('does not answer what something costs with a passage that names no sum', () => {
  expect(quotePassages([passage('Делаем маникюр с 2016 года.')], true)).toBeNull()
  expect(quotePassages([passage('Делаем маникюр с 2016 года.')], false)).toBe('Делаем маникюр с 2016 года.')
})

it('leaves prose with colons alone', () => {
  const prose = 'Адрес: Москва, Покровка, 21. Вход со двора; код на двери: 12'
  expect(quotePassages([passage(prose)], false)).toBe(prose)
})
