import { expect, it } from 'vitest'
import { flag, listOf, text, wholeNumber } from '../fields.ts'
import { coerceInput } from './coerce.ts'

it.each([
  ['a number', wholeNumber({ min: 0, max: 9 }), '7', 7],
  ['a flag', flag(), 'on', true],
  ['nothing', wholeNumber({ min: 0, max: 9 }).nullable(), '', null],
  ['a list of words', listOf(text()), 'one, two', ['one', 'two']],
  ['a list of numbers', listOf(wholeNumber({ min: 0, max: 9 })), '7, 8', [7, 8]],
  ['an empty list', listOf(wholeNumber({ min: 0, max: 9 })), '', []],
] as const)('reads %s', (_, field, input, value) => {
  expect(coerceInput(field, input)).toEqual(value)
})

it('leaves what cannot be read to the schema, and within a list each item', () => {
  expect(coerceInput(listOf(wholeNumber({ min: 0, max: 9 })), '7, many')).toEqual([7, 'many'])
})
