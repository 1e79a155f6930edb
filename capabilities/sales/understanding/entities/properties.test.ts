import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { entityCases } from './cases.ts'
import { readCompany } from './read-company.ts'
import { readContacts } from './read-contacts.ts'
import { readMoney } from './read-money.ts'
import { readName } from './read-name.ts'
import { readQuantities } from './read-quantities.ts'
import { foldEvenly } from './text/fold-evenly.ts'

// Pieces of real messages, shuffled, come nearer to the readers' edges than letters thrown at random.
const pieces = entityCases.flatMap(({ text }) => text.split(' '))
const shuffled = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map(words => words.join(' '))
const anything = fc.oneof(shuffled, fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ maxLength: 60 }))

describe('every entity reader', () => {
  it('cuts its mentions from the text, with a confidence between 0 and 1', () => {
    fc.assert(
      fc.property(anything, fc.boolean(), (text, isAsked) => {
        for (const mention of readAll(text, isAsked)) {
          expect(mention.text.length).toBeGreaterThan(0)
          expect(text.slice(mention.index, mention.index + mention.text.length)).toBe(mention.text)
          expect(mention.confidence).toBeGreaterThan(0)
          expect(mention.confidence).toBeLessThanOrEqual(1)
        }
      }),
      { numRuns: 3000 },
    )
  })

  it('gives a range whose lower end is not above its upper end', () => {
    fc.assert(
      fc.property(anything, text => {
        for (const { min, max } of [...readMoney(text), ...readQuantities(text)]) {
          if (min !== null && max !== null) expect(min).toBeLessThanOrEqual(max)
          expect([min, max].every(value => value === null || Number.isFinite(value))).toBe(true)
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('reads the same in capitals, with non-breaking spaces and with long dashes', () => {
    const sums = fc.constantFrom('до 300 тыс. руб', '$5k-10k', 'от 100 до 300 тысяч рублей', '1 500 000 ₽ в месяц')
    const dress = fc.constantFrom(
      (text: string) => text.toUpperCase(),
      (text: string) => text.replaceAll(' ', '\u00a0'),
      (text: string) => text.replaceAll('-', '—'),
    )
    fc.assert(
      fc.property(sums, dress, (sum, change) => {
        expect(readMoney(change(sum)).map(({ text: _, ...rest }) => rest)).toEqual(
          readMoney(sum).map(({ text: _, ...rest }) => rest),
        )
      }),
    )
  })

  it('reads a sum of any size with thousands apart or not', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 999_999_999 }),
        fc.constantFrom(' ', '\u00a0', ',', '.', ''),
        (sum, gap) => {
          const written = String(sum).replace(/\B(?=(?:\d{3})+$)/g, gap)
          expect(readMoney(`${written} руб`)).toMatchObject([{ min: sum, max: sum, currency: 'RUB' }])
        },
      ),
    )
  })

  it('is done with the longest message of digits alone in well under a second', { timeout: 2000 }, () => {
    for (const text of ['1 '.repeat(2048), '1'.repeat(4096), '1-'.repeat(2048)]) readAll(text, true)
  })

  it('folds a text to its own length', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), text => foldEvenly(text).length === text.length))
  })
})

function readAll(text: string, isAsked: boolean): readonly { text: string; index: number; confidence: number }[] {
  return [
    ...readMoney(text, { isAsked }),
    ...readContacts(text, 'RU'),
    ...readQuantities(text, { isAsked }),
    ...[readName(text, { isAsked }), readCompany(text, { isAsked })].filter(mention => mention !== null),
  ]
}
