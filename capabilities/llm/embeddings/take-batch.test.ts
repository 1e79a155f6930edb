import fc from 'fast-check'
import { expect, it } from 'vitest'
import { takeBatch } from './take-batch.ts'

it('batches hold every text once, in order, each within the limits unless one text alone is over them', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ maxLength: 30 })),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 60 }),
      (texts, maxTexts, maxUnits) => {
        const batches: (readonly string[])[] = []
        for (let start = 0; start < texts.length; start += batches.at(-1)?.length ?? 1) {
          batches.push(takeBatch(texts, start, { maxTexts, maxUnits }))
        }
        expect(batches.flat()).toEqual(texts)
        for (const batch of batches) {
          expect(batch.length).toBeGreaterThan(0)
          expect(batch.length).toBeLessThanOrEqual(maxTexts)
          expect(batch.length === 1 || batch.join('').length <= maxUnits).toBe(true)
        }
      },
    ),
  )
})
