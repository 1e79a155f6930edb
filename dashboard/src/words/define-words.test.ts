import { expect, it } from 'vitest'
import { defineWords, say } from './define-words.ts'

const words = defineWords({
  en: { hello: 'Hello, {name}!', chats: { one: '{count} chat', other: '{count} chats' } },
  ru: { hello: 'Здравствуйте, {name}!', chats: { one: '{count} чат', few: '{count} чата', other: '{count} чатов' } },
})

it('fills in names, and leaves alone what it was not told', () => {
  expect(say('ru', words.ru.hello, { name: 'Анна' })).toBe('Здравствуйте, Анна!')
  expect(say('en', words.en.hello)).toBe('Hello, {name}!')
})

it('takes no part of a value for a placeholder', () => {
  expect(say('en', words.en.hello, { name: '{count}', count: 5 })).toBe('Hello, {count}!')
})

it.each([
  [1, '1 чат'],
  [2, '2 чата'],
  [5, '5 чатов'],
  [11, '11 чатов'],
  [21, '21 чат'],
  [112, '112 чатов'],
])('counts in Russian as Russians do: %s', (count, said) => {
  expect(say('ru', words.ru.chats, { count })).toBe(said)
})

it('counts in English', () => {
  expect([0, 1, 2].map(count => say('en', words.en.chats, { count }))).toEqual(['0 chats', '1 chat', '2 chats'])
})
