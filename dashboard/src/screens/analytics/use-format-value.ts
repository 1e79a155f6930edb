import { useFormat, useWords } from '../../words/index.ts'
import type { Definition } from './use-figures.ts'
import { analyticsWords } from './words.ts'

/** A figure as people read it; null where there is none. */
export function useFormatValue(currency: string): (value: number | null, unit: Definition['unit']) => string | null {
  const t = useWords(analyticsWords)
  const { number, percent, money } = useFormat()
  return (value, unit) => {
    if (value === null) return null
    switch (unit) {
      case 'rate':
        return percent(value)
      case 'money':
        return money(value, currency)
      case 'milliseconds': {
        const { key, amount } = readDuration(value)
        return t(key, { value: number(amount, { maximumFractionDigits: amount < 10 ? 1 : 0 }) })
      }
      case 'ratio':
        return number(value, { maximumFractionDigits: 1 })
      default:
        return number(value)
    }
  }
}

type DurationUnit = 'ms' | 'seconds' | 'minutes' | 'hours'

/** In the largest unit of which there is at least one. Pure. */
function readDuration(ms: number): { readonly key: DurationUnit; readonly amount: number } {
  if (ms < 1_000) return { key: 'ms', amount: ms }
  if (ms < 60_000) return { key: 'seconds', amount: ms / 1_000 }
  if (ms < 3_600_000) return { key: 'minutes', amount: ms / 60_000 }
  return { key: 'hours', amount: ms / 3_600_000 }
}
