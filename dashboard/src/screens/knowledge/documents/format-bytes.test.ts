import { expect, it } from 'vitest'
import { formatBytes } from './format-bytes.ts'

const number = (value: number, options?: Intl.NumberFormatOptions) =>
  new Intl.NumberFormat('en-GB', options).format(value)

it.each([
  [0, '0 byte'],
  [900, '900 byte'],
  [1536, '2 kB'],
  [10 * 1024 * 1024, '10 MB'],
  [3_500_000_000, '3,337.9 MB'],
])('says %d bytes as %s', (bytes, words) => {
  expect(formatBytes(bytes, { number })).toBe(words)
})
