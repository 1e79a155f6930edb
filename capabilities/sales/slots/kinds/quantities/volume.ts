import { defineSlotKind } from '../../slot-kind.ts'
import { formatAmount } from '../../values/format-amount.ts'
import { quantityCandidates } from './quantity-candidates.ts'

/** How much is done, and how often: `100 документов/day`, `500..700 calls/month`. */
export const volume = defineSlotKind({
  kind: 'volume',
  mentions: 'shared',
  keepsWords: true,
  read: ({ message }) =>
    quantityCandidates(message, ({ unit, noun, per }) =>
      unit === null || unit === 'item' ? { unit: noun, isBare: noun === null || per === null } : null,
    ),
  format: (value, { language }) => formatAmount(value, language, () => ({})),
})
