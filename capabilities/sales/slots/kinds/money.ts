import type { MoneyMention } from '../../understanding/reading.ts'
import { type Candidate, defineSlotKind } from '../slot-kind.ts'
import { writeAmount } from '../values/amount.ts'
import { formatAmount } from '../values/format-amount.ts'
import { quantityCandidates, toSpan } from './quantities/quantity-candidates.ts'

/** A sum or a range: `15000 RUB`, `..300000 RUB`, `5000..10000 USD`, `10000000 RUB/month`. */
export const money = defineSlotKind({
  kind: 'money',
  mentions: 'shared',
  keepsWords: true,
  read({ message }) {
    const sums = message.reading.money.map(mention => toCandidate(mention, message.currency))
    // «500000» in answer to the question for the budget is a sum, too.
    const numbers = quantityCandidates(message, ({ unit, noun }) =>
      unit === null && noun === null ? { unit: message.currency, isBare: true } : null,
    )
    return [...sums, ...numbers]
  },
  format: (value, { language }) =>
    formatAmount(value, language, ({ unit }) =>
      unit === null || !/^[A-Z]{3}$/.test(unit)
        ? {}
        : { style: 'currency', currency: unit, currencyDisplay: 'narrowSymbol', trailingZeroDisplay: 'stripIfInteger' },
    ),
})

function toCandidate(mention: MoneyMention, currency: string): Candidate {
  const { min, max, isApproximate, per, confidence } = mention
  const value = writeAmount({ min, max, isApproximate, unit: mention.currency ?? currency, per })
  return { ...toSpan(mention), value, confidence, isBare: false }
}
