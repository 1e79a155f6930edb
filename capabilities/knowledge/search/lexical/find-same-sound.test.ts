import { expect, it } from 'vitest'
import { stem } from '../words/stem.ts'
import { findSameSound, listSounds } from './find-same-sound.ts'

const mark = (word: string): string => `.${stem(word.toLowerCase())}`
const hears = (asked: string, known: string): boolean =>
  findSameSound(mark(asked), listSounds([mark(known)])) === mark(known)

it.each([
  ['вилла', 'villa'],
  ['виллы', 'villas'],
  ['Лаяне', 'Layan'],
  ['банг', 'Bang'],
  ['кондо', 'condo'],
  ['студию', 'studio'],
  ['Камале', 'Kamala'],
])('a Russian «%s» is the English "%s"', (asked, known) => {
  expect(hears(asked, known)).toBe(true)
})

it.each([
  ['Layan', 'Лаяне'],
  ['Pokrovka', 'Покровке'],
])('an English "%s" is the Russian «%s»', (asked, known) => {
  expect(hears(asked, known)).toBe(true)
})

it.each([
  ['пляж', 'beach'],
  ['дом', 'house'],
  ['Peru', 'перо'],
  ['юг', 'go'],
  ['茶馆', 'chaguan'],
  ['r16', 'р16'],
  ['villa', 'vila'],
])('«%s» is not "%s"', (asked, known) => {
  expect(hears(asked, known)).toBe(false)
})
