import type { Unit } from '../figures/define-figure.ts'
import type { Language } from './report.ts'

export interface Manner {
  readonly language: Language
  readonly currency: string
}

/** A value as people write it: `1 234`, `12,5 %`, `4,2 с`; a dash where there is none. */
export function formatValue(value: number | null, unit: Unit, { language, currency }: Manner): string {
  if (value === null) return '—'
  const write = (number: number, digits: number): string =>
    new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(number)
  switch (unit) {
    case 'count':
      return write(value, 0)
    case 'ratio':
      return write(value, 2)
    case 'rate':
      return `${write(value * 100, 1)} %`
    case 'money':
      return `${write(value, value < 1 ? 4 : 2)} ${currency}`
    case 'milliseconds':
      return formatDuration(value, language, write)
  }
}

const units = {
  ru: { second: 'с', minute: 'мин', hour: 'ч', day: 'д' },
  en: { second: 's', minute: 'min', hour: 'h', day: 'd' },
} as const

function formatDuration(ms: number, language: Language, write: (number: number, digits: number) => string): string {
  const { second, minute, hour, day } = units[language]
  const seconds = ms / 1000
  if (seconds < 90) return `${write(seconds, 1)} ${second}`
  if (seconds < 90 * 60) return `${write(seconds / 60, 0)} ${minute}`
  if (seconds < 36 * 3600) return `${write(seconds / 3600, 1)} ${hour}`
  return `${write(seconds / 86_400, 1)} ${day}`
}
