import { expect, it } from 'vitest'
import { findNearWord, findPhrases } from './find-phrase.ts'

const lists = { ru: ['бюджет', 'нет срока', 'да'], en: ['deadline', 'data access'] }

it.each([
  ['Мы ограничены бюджетом', ['бюджет']],
  ['Deadlines matter, and data access too', ['deadline', 'data access']],
  ['когда задача готова', []],
  ['срока нет', []],
])('«%s» holds %j', (text, phrases) => {
  expect(findPhrases(text, lists).map(found => found.phrase)).toEqual(phrases)
})

it('tells where a phrase stands, and whether it is negated', () => {
  const text = 'Пока без бюджета'
  const [found] = findPhrases(text, lists)
  expect(found).toMatchObject({ isNegated: true })
  expect(text.slice(found?.start, found?.end)).toBe('бюджета')
})

it.each([
  ['заявка', '100 заявок в день'],
  ['звонок', 'много звонков'],
  ['ошибка', 'десять ошибок'],
  ['участок', 'два участка'],
  ['стрижка', 'несколько стрижек'],
])('finds «%s» in «%s», where a vowel comes or goes', (word, text) => {
  expect(findPhrases(text, { ru: [word], en: [] })).toHaveLength(1)
})

it.each([
  ['a slip of the pen', 'окрашевание', 'окрашивание', true],
  ['a word of the same root', 'переехал', 'переезд', true],
  ['another word', 'окраина', 'окрашивание', false],
  ['a short word', 'дым', 'дом', false],
])('comes near to %s: %s', (_, text, word, isNear) => {
  expect(findNearWord(text, { ru: [word], en: [] }) !== null).toBe(isNear)
})
