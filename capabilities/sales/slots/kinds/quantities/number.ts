import { defineSlotKind } from '../../slot-kind.ts'
import { formatAmount } from '../../values/format-amount.ts'
import { quantityCandidates } from './quantity-candidates.ts'

/** A number of something that the slot names, or a length: `3`, `500 meter`. It is read when asked or announced only. */
export const number = defineSlotKind({
  kind: 'number',
  mentions: 'shared',
  keepsWords: true,
  read: ({ message }) =>
    quantityCandidates(message, ({ unit }) => {
      if (unit === 'meter' || unit === 'square-meter') return { unit, isBare: true }
      return unit === null || unit === 'item' || unit === 'bedroom' ? { unit: null, isBare: true } : null
    }),
  format(value, { language }) {
    const text = formatAmount(value, language, ({ unit }) =>
      unit === 'meter' ? { style: 'unit', unit, unitDisplay: 'short' } : {},
    )
    // Intl knows no areas.
    return text.replace('square-meter', language === 'ru' ? 'м²' : 'm²')
  },
})
