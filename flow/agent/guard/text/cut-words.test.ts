import { expect, it } from 'vitest'
import { cutWords } from './cut-words.ts'

it.each([
  ['**Bold** and `code`, spelt\u200b out', ['bold', 'and', 'code', 'spelt', 'out']],
  ['Всё — «ёлка», 15:00', ['все', 'елка', '15', '00']],
  ['hid*den, sec_ret', ['hidden', 'secret']],
  ['👍🏽 да 𝐩𝐫𝐢𝐜𝐞!', ['да', '𝐩𝐫𝐢𝐜𝐞']],
  ['', []],
])('cuts %j as a reader reads it', (text, words) => {
  expect(cutWords(text).map(({ word }) => word)).toEqual(words)
})

it('tells where a word stands, with the marks in it', () => {
  expect(cutWords('a hid*den word')).toContainEqual({ word: 'hidden', start: 2, end: 9 })
})
