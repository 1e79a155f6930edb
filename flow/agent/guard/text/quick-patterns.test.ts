import fc from 'fast-check'
import { expect, it } from 'vitest'
import { quicken, uniteAny } from './quick-patterns.ts'

const patterns = [
  /(?<!\p{L})(?:цен|price)\p{L}*/gu,
  /(?<![\p{L}\p{N}])(?:скидк|off)(?![\p{L}\p{N}])/gu,
  /\d+ ?₽|ราคา/gu,
]
const text = fc
  .array(
    fc.constantFrom('цена', 'оцена', 'price', 'éprice', 'скидк', '5скидк', 'off', '12', ' ', '₽', 'ราคา', 'ß', '.'),
  )
  .map(parts => parts.join(''))

it('a quickened pattern finds what the pattern finds', () => {
  const found = (pattern: RegExp, written: string) => Array.from(written.matchAll(pattern), ({ index }) => index)
  fc.assert(
    fc.property(text, written => {
      for (const pattern of patterns) expect(found(quicken(pattern), written)).toEqual(found(pattern, written))
    }),
  )
})

it('a united pattern is found exactly where one of the patterns is', () => {
  const any = uniteAny(patterns)
  fc.assert(
    fc.property(text, written => {
      expect(any.test(written)).toBe(patterns.some(({ source }) => new RegExp(source, 'u').test(written)))
    }),
  )
})
