import type { ContactMention } from '../../understanding/reading.ts'
import { defineSlotKind } from '../slot-kind.ts'
import { toSpan } from './quantities/quantity-candidates.ts'

/** A way to reach the client: a phone number in E.164, else an address, else `@name` in Telegram. */
export const contact = defineSlotKind({
  kind: 'contact',
  mentions: 'telling',
  keepsWords: false,
  read: ({ message }) =>
    [...message.reading.contacts].sort(byPreference).map(mention => ({
      ...toSpan(mention),
      value: mention.kind === 'telegram' ? `@${mention.value}` : mention.value,
      confidence: mention.confidence,
      isBare: false,
    })),
  format: value => value,
})

const preference: readonly ContactMention['kind'][] = ['phone', 'email', 'telegram']

function byPreference(one: ContactMention, other: ContactMention): number {
  return preference.indexOf(one.kind) - preference.indexOf(other.kind)
}
