import { expect, it } from 'vitest'
import { countChanged, mostSaved, readSaved, type SavedDialogue, writeSaved } from './saved-dialogues.ts'

function openStorage(text: string | null = null) {
  const kept = { text }
  return {
    getItem: () => kept.text,
    setItem: (_: string, value: string) => {
      kept.text = value
    },
  }
}

const dialogue = (id: string): SavedDialogue => ({ id, exchanges: [{ question: 'Price?', answer: '90 ₽' }] })

it('reads back what it wrote, and of too many the newest', () => {
  const storage = openStorage()
  const many = Array.from({ length: mostSaved + 2 }, (_, index) => dialogue(String(index)))
  writeSaved(storage, many)
  expect(readSaved(storage)).toEqual(many.slice(2))
})

it.each([null, 'no JSON', '{}', '[1, {"id": 1}, {"id": "x", "exchanges": [{"question": 1}]}]'])(
  'takes %j for nothing',
  text => {
    expect(readSaved(openStorage(text))).toEqual([])
  },
)

it('counts answers that are others, and those that are missing', () => {
  const before = [
    { question: 'Price?', answer: '90 ₽' },
    { question: 'When?', answer: 'Today' },
    { question: 'Where?', answer: 'Here' },
  ]
  const after = [
    { question: 'Price?', answer: '90 ₽' },
    { question: 'When?', answer: 'Tomorrow' },
  ]
  expect(countChanged(before, after)).toBe(2)
  expect(countChanged(before, before)).toBe(0)
})
