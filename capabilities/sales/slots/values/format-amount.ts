import { type Amount, type Period, parseAmount } from './amount.ts'

/** An amount for people: «до 300 000 ₽», "up to ₽300,000", «20–30 часов в неделю». Other languages than Russian get English. */
export function formatAmount(
  value: string,
  language: string,
  style: (amount: Amount) => Intl.NumberFormatOptions,
): string {
  const amount = parseAmount(value)
  if (amount === null) return value
  const locale = language === 'ru' ? 'ru' : 'en'
  const words = wordsOf[locale]
  const options = style(amount)
  const range = formatRange(amount, new Intl.NumberFormat(locale, { maximumFractionDigits: 2, ...options }), words)
  // What Intl does not name (a noun of the client's) is said as the client said it.
  const noun = amount.unit === null || options.style !== undefined ? '' : ` ${amount.unit}`
  const isClosed = amount.min !== null && amount.max !== null
  const per = amount.per === null ? '' : ` ${words.per[amount.per]}`
  return `${amount.isApproximate && isClosed ? `${words.about} ` : ''}${range}${noun}${per}`
}

interface AmountWords {
  readonly upTo: string
  readonly from: string
  readonly about: string
  readonly per: Readonly<Record<Period, string>>
}

const wordsOf: Readonly<Record<'ru' | 'en', AmountWords>> = {
  ru: {
    upTo: 'до',
    from: 'от',
    about: 'около',
    per: { hour: 'в час', day: 'в день', week: 'в неделю', month: 'в месяц', year: 'в год' },
  },
  en: {
    upTo: 'up to',
    from: 'from',
    about: 'about',
    per: { hour: 'per hour', day: 'per day', week: 'per week', month: 'per month', year: 'per year' },
  },
}

function formatRange({ min, max }: Amount, format: Intl.NumberFormat, words: AmountWords): string {
  if (min === null) return `${words.upTo} ${format.format(max ?? 0)}`
  if (max === null) return `${words.from} ${format.format(min)}`
  return min === max ? format.format(min) : format.formatRange(min, max)
}
