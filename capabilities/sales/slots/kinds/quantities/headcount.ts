import { defineSlotKind } from '../../slot-kind.ts'
import { formatAmount } from '../../values/format-amount.ts'
import { quantityCandidates } from './quantity-candidates.ts'

/** People: `50`, `50..70`. */
export const headcount = defineSlotKind({
  kind: 'headcount',
  mentions: 'shared',
  keepsWords: true,
  read: ({ message }) =>
    quantityCandidates(message, ({ unit }) =>
      unit === 'people' || unit === null || unit === 'item' ? { unit: null, isBare: unit !== 'people' } : null,
    ),
  format: (value, { language }) => formatAmount(value, language, () => ({})),
})
