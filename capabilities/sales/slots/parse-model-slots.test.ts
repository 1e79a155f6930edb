import fc from 'fast-check'
import { expect, it } from 'vitest'
import { nowMs, readByEntities, slotOf, timeZone } from './fixtures/read-by-entities.ts'
import { parseModelSlots } from './parse-model-slots.ts'

const slots = [
  slotOf({ name: 'client_name', kind: 'name' }),
  slotOf({ name: 'contact', kind: 'contact' }),
  slotOf({ name: 'company_size', kind: 'headcount' }),
  slotOf({ name: 'budget', kind: 'money' }),
  slotOf({ name: 'goal', kind: 'text' }),
]

function parse(json: unknown) {
  return parseModelSlots(json, slots, { read: readByEntities, currency: 'RUB', timeZone, nowMs })
}

it('writes values in the form of their kind, whatever form the model chose', () => {
  const json = {
    budget: { value: 'up to $10k', confidence: 0.9 },
    company_size: 50,
    contact: { value: '8 (999) 123-45-67', confidence: 0.8 },
    goal: { value: 'Отвечать клиентам ночью' },
  }
  expect(parse(json).map(({ slot, value, confidence, source }) => [slot, value, confidence, source])).toEqual([
    ['contact', '+79991234567', 0.8, 'model'],
    ['company_size', '50', 0.7, 'model'],
    ['budget', '..10000 USD', 0.9, 'model'],
    ['goal', 'Отвечать клиентам ночью', 0.7, 'model'],
  ])
})

it('drops slots that the playbook does not have and values that cannot be theirs', () => {
  expect(
    parse({ salary: { value: '100' }, contact: { value: 'call me' }, client_name: null, goal: 'unknown' }),
  ).toEqual([])
})

it.each([
  [7, 1],
  [-1, 0],
  ['high', 0.7],
  [Number.NaN, 0.7],
])('reads a confidence of %j as %j', (confidence, expected) => {
  expect(parse({ contact: { value: 'a@example.com', confidence } })).toMatchObject([{ confidence: expected }])
})

it('trusts words that no reader understands no more than the rules do', () => {
  expect(parse({ company_size: { value: 'a small team', confidence: 1 } })).toMatchObject([
    { value: 'a small team', confidence: 0.5 },
  ])
})

it('never throws and never exceeds its bounds, whatever the model answers', () => {
  const field = fc.oneof(fc.jsonValue(), fc.record({ value: fc.jsonValue(), confidence: fc.jsonValue() }))
  const answers = fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom(...slots.map(slot => slot.name)), field))
  fc.assert(
    fc.property(answers, json => {
      for (const reading of parse(json)) {
        expect(slots.map(slot => slot.name)).toContain(reading.slot)
        expect(reading.confidence).toBeGreaterThanOrEqual(0)
        expect(reading.confidence).toBeLessThanOrEqual(1)
      }
    }),
  )
})
