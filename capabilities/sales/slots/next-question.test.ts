import fc from 'fast-check'
import { expect, it } from 'vitest'
import { slotOf } from './fixtures/read-by-entities.ts'
import { nextQuestion, type QuestionState } from './next-question.ts'

const slots = [
  slotOf({ name: 'goal', kind: 'text', priority: 3 }),
  slotOf({ name: 'size', kind: 'headcount', priority: 2 }),
  slotOf({ name: 'name', kind: 'name', priority: 1 }),
  slotOf({ name: 'contact', kind: 'contact', priority: 1 }),
]

function ask(facts: Partial<QuestionState>): string | null {
  const nothing = {
    known: new Map(),
    refused: new Set<string>(),
    askedCounts: new Map(),
    confirmAsked: new Set<string>(),
  }
  const question = nextQuestion({ slots, ...nothing, ...facts })
  return question === null ? null : `${question.kind} ${question.slot.name}`
}

function knownAt(confidences: Readonly<Record<string, number>>): QuestionState['known'] {
  return new Map(Object.entries(confidences).map(([name, confidence]) => [name, { value: 'x', confidence }]))
}

it.each<readonly [string, Partial<QuestionState>, string | null]>([
  ['by priority, then in the order of the file', {}, 'ask name'],
  ['never what is known', { known: knownAt({ name: 0.8 }) }, 'ask contact'],
  ['never what was refused', { refused: new Set(['name', 'contact']) }, 'ask size'],
  ['a third time nothing', { askedCounts: new Map([['name', 2]]) }, 'ask contact'],
  [
    'once more what was understood poorly',
    { known: knownAt({ name: 0.59 }), askedCounts: new Map([['name', 1]]) },
    'ask name',
  ],
  [
    'not a third time what was understood poorly',
    { known: knownAt({ name: 0.5 }), askedCounts: new Map([['name', 2]]) },
    'ask contact',
  ],
  ['gently whether a likely value is right', { known: knownAt({ name: 0.79 }) }, 'confirm name'],
  ['that only once', { known: knownAt({ name: 0.6 }), confirmAsked: new Set(['name']) }, 'ask contact'],
  ['nothing when all is known', { known: knownAt({ name: 1, contact: 0.9, size: 0.8, goal: 0.85 }) }, null],
])('asks %s', (_, facts, expected) => {
  expect(ask(facts)).toBe(expected)
})

it('ends: whoever is asked again and again is asked each slot at most twice', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 30, maxLength: 30 }), confidences => {
      const known = new Map<string, { value: string; confidence: number }>()
      const askedCounts = new Map<string, number>()
      const confirmAsked = new Set<string>()
      for (const confidence of confidences) {
        const question = nextQuestion({ slots, known, refused: new Set(), askedCounts, confirmAsked })
        if (question === null) return
        const { name } = question.slot
        if (question.kind === 'confirm') expect(confirmAsked.has(name)).toBe(false)
        if (question.kind === 'confirm') confirmAsked.add(name)
        else askedCounts.set(name, (askedCounts.get(name) ?? 0) + 1)
        if (question.kind === 'ask') known.set(name, { value: 'x', confidence })
        expect(askedCounts.get(name) ?? 0).toBeLessThanOrEqual(2)
      }
      expect.fail('the questions never end')
    }),
  )
})
