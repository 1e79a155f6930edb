import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Secret } from '#shared/utils'
import type { ChatAddress } from '../../contract.ts'
import { createButtonSeal } from './button-seal.ts'

const seal = createButtonSeal(new Secret('42:a-secret-token'))
const annas: ChatAddress = { businessConnectionId: '', chatId: '7', topicId: '', chatType: 'private' }

it('gives back what it was given, and leaves room within 64 bytes', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), data => {
      const sealed = seal.close(annas, data)
      expect(seal.open(annas, sealed)).toBe(data)
      expect(Buffer.byteLength(sealed)).toBe(Buffer.byteLength(data) + 8)
    }),
  )
})

it('knows no data that anything was changed of', () => {
  const sealed = seal.close(annas, 'take:12')
  fc.assert(
    fc.property(fc.nat({ max: sealed.length - 1 }), fc.string({ minLength: 1, maxLength: 1 }), (at, other) => {
      fc.pre(other !== sealed[at])
      expect(seal.open(annas, sealed.slice(0, at) + other + sealed.slice(at + 1))).toBeNull()
    }),
  )
})

it.each([
  ['another chat', { chatId: '8' }],
  ["a business account's chat of the same number", { businessConnectionId: 'b1' }],
  ['another topic', { topicId: '3' }],
])('knows no button of %s', (_name, other) => {
  expect(seal.open({ ...annas, ...other }, seal.close(annas, 'yes'))).toBeNull()
})

it('knows no button of another bot, and none without a mark', () => {
  const other = createButtonSeal(new Secret('43:another-token'))
  expect(seal.open(annas, other.close(annas, 'yes'))).toBeNull()
  for (const data of ['', 'yes', 'time:29480000', 'я'.repeat(32)]) expect(seal.open(annas, data)).toBeNull()
})
