import { defineSlotKind } from '../../slot-kind.ts'
import { type Period, periods } from '../../values/amount.ts'
import { formatAmount } from '../../values/format-amount.ts'
import { quantityCandidates } from './quantity-candidates.ts'

/** Time spent, perhaps again and again: `20 hour/week`, `1..2 month`. */
export const duration = defineSlotKind({
  kind: 'duration',
  mentions: 'shared',
  keepsWords: true,
  read: ({ message }) =>
    quantityCandidates(message, ({ unit, per }) => (isPeriod(unit) ? { unit, isBare: per === null } : null)),
  format: (value, { language }) =>
    formatAmount(value, language, ({ unit }) => (isPeriod(unit) ? { style: 'unit', unit, unitDisplay: 'long' } : {})),
})

function isPeriod(unit: string | null): unit is Period {
  return periods.some(period => period === unit)
}
