import { expect, it } from 'vitest'
import type { MessageId } from '#shared/database'
import { confidenceBands, filledSlots, type KnownSlot, mergeSlots, settleConfirmation } from './merge-slots.ts'
import type { SlotReading } from './slot-reading.ts'

const message = 9 as MessageId

function known(value: string, confidence: number): ReadonlyMap<string, KnownSlot> {
  return new Map([['size', { value, confidence, source: 'rule', messageId: null }]])
}

function reading(value: string, confidence: number, facts: Partial<SlotReading> = {}): SlotReading {
  return { slot: 'size', value, confidence, source: 'rule', isCorrection: false, ...facts }
}

it('keeps source, message and confidence with a value that is found', () => {
  expect(mergeSlots(new Map(), [reading('50', 0.9)], message)).toEqual([
    { slot: 'size', kind: 'found', value: '50', confidence: 0.9, source: 'rule', messageId: message },
  ])
})

it.each([
  ['a newer value of at least 0.6', known('30', 0.9), reading('50', 0.6), '50'],
  ['a surer value', known('30', 0.3), reading('50', 0.4), '50'],
  ['a correction, however unsure', known('30', 1), reading('50', 0.3, { isCorrection: true }), '50'],
  ['a newer value over a confirmed one', known('30', 1), reading('50', 0.7), '50'],
])('%s overwrites', (_, before, read, value) => {
  expect(mergeSlots(before, [read], message)).toMatchObject([{ kind: 'corrected', value }])
})

it.each([
  ['an unsure value', known('30', 0.7), reading('50', 0.55)],
  ["a model's belief against the client's confirmation", known('30', 1), reading('50', 0.9, { source: 'model' })],
])('%s changes nothing', (_, before, read) => {
  expect(mergeSlots(before, [read], message)).toEqual([])
})

it('grows surer when a value is said again, but is certain only once confirmed', () => {
  const [again] = mergeSlots(known('50', 0.7), [reading('50', 0.7)], message)
  expect(again).toMatchObject({ kind: 'strengthened', value: '50', confidence: expect.closeTo(0.91) })
  expect(mergeSlots(known('50', 0.99), [reading('50', 0.95)], message)).toEqual([])
  expect(mergeSlots(known('50', 1), [reading('50', 0.95)], message)).toEqual([])
})

it('takes the surer of two readings of one message, and both together when they agree', () => {
  const byModel = reading('60', 0.95, { source: 'model' })
  expect(mergeSlots(new Map(), [reading('50', 0.9), byModel], message)).toMatchObject([
    { value: '60', source: 'model' },
  ])
  const agreeing = mergeSlots(new Map(), [reading('50', 0.7), reading('50', 0.7, { source: 'model' })], message)
  expect(agreeing).toMatchObject([{ kind: 'found', source: 'rule', confidence: expect.closeTo(0.91) }])
})

it('makes a confirmed value certain and a denied one unusable', () => {
  const slot: KnownSlot = { value: '50', confidence: 0.7, source: 'rule', messageId: message }
  expect(settleConfirmation('size', slot, 'yes')).toMatchObject({ kind: 'confirmed', confidence: 1 })
  expect(settleConfirmation('size', slot, 'no').confidence).toBeLessThan(confidenceBands.confirm)
})

it('counts a slot as filled from 0.6', () => {
  expect(filledSlots(known('50', 0.6)).has('size')).toBe(true)
  expect(filledSlots(known('50', 0.59)).has('size')).toBe(false)
})
