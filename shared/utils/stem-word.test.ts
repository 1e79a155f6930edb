import { expect, it } from 'vitest'
import { stemWord } from './stem-word.ts'

it('leaves one stem of the forms of a word, in each language, asked once or again', () => {
  for (const _ of ['anew', 'remembered']) {
    expect(['сайта', 'сайтом', 'сайты'].map(word => stemWord('russian', word))).toEqual(['сайт', 'сайт', 'сайт'])
    expect(['website', 'websites'].map(word => stemWord('english', word))).toEqual(['websit', 'websit'])
  }
})

it('keeps what it knows of one language apart from the other', () => {
  expect(stemWord('russian', 'websites')).toBe('websites')
  expect(stemWord('english', 'websites')).toBe('websit')
})
