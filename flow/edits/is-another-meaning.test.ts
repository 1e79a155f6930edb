import { expect, it } from 'vitest'
import { isAnotherMeaning } from './is-another-meaning.ts'

it.each([
  ['Нужна квартира с двумя комнатами', 'Нужна квартира с тремя комнатами'],
  ['В пятницу в 15', 'В пятницу в 16'],
  ['Запишите меня', 'Запишите меня и жену'],
  ['Да, подходит', 'Нет, не подходит'],
  ['Let us meet on Monday', 'Let us meet on Tuesday'],
  ['I need a cat', 'I need a car'],
  ['Бюджет 500', 'Бюджет 5000'],
])('«%s» → «%s» is another meaning', (before, after) => expect(isAnotherMeaning(before, after)).toBe(true))

it.each([
  ['Привет', 'Привет!'],
  ['превет, сколько стоит маникюр', 'Привет, сколько стоит маникюр?'],
  ['I wnat to book', 'I want to book'],
  ['еще вопрос', 'Ещё вопрос 🙂'],
  ['Сколько стоит стиржка', 'Сколько стоит стрижка'],
])('«%s» → «%s» is the same', (before, after) => expect(isAnotherMeaning(before, after)).toBe(false))
