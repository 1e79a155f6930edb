import { defineSlotKind } from '../../slot-kind.ts'
import { formatAmount } from '../../values/format-amount.ts'
import { quantityCandidates } from './quantity-candidates.ts'

/** Per cent: `10`, `5..10`. */
export const percent = defineSlotKind({
  kind: 'percent',
  mentions: 'shared',
  keepsWords: true,
  read: ({ message }) =>
    quantityCandidates(message, ({ unit }) =>
      unit === 'percent' || unit === null ? { unit: null, isBare: unit === null } : null,
    ),
  format: (value, { language }) =>
    formatAmount(value, language, () => ({ style: 'unit', unit: 'percent', unitDisplay: 'short' })),
})
