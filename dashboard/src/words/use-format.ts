import type { Language } from './define-words.ts'
import { useLanguage } from './language-provider.tsx'

export interface Format {
  /** 14:05 */
  readonly time: (instant: string) => string
  /** 14:05:30 */
  readonly second: (instant: string) => string
  /** 23 November 2026, or without the year when it is this one. */
  readonly day: (instant: string) => string
  /** 23 Nov, 14:05 */
  readonly moment: (instant: string) => string
  /** As short as a list needs: the time of today, else the day. */
  readonly brief: (instant: string) => string
  readonly number: (value: number, options?: Intl.NumberFormatOptions) => string
  /** 0.25 → 25 % */
  readonly percent: (share: number) => string
  /** ISO 4217 currency, as in `USD`. */
  readonly money: (amount: number, currency: string) => string
  /** An IETF tag as people call the language: `ru` is “Russian”. */
  readonly languageName: (tag: string) => string
}

/** Times in the zone of the browser, numbers as the language writes them. */
export function useFormat(): Format {
  return formatOf(useLanguage().language)
}

// Made once a language and not once a row: a list would make hundreds of them, at a third of a millisecond each.
const formats = new Map<Language, Format>()

function formatOf(language: Language): Format {
  const known = formats.get(language)
  if (known !== undefined) return known
  const made = createFormat(language)
  formats.set(language, made)
  return made
}

function createFormat(language: Language): Format {
  const locale = language === 'ru' ? 'ru-RU' : 'en-GB'
  const dates = (options: Intl.DateTimeFormatOptions) => createDateFormat(locale, options)
  const time = dates({ hour: '2-digit', minute: '2-digit' })
  const second = dates({ hour: '2-digit', minute: '2-digit', second: '2-digit' })
  const thisYear = dates({ day: 'numeric', month: 'long' })
  const anyYear = dates({ day: 'numeric', month: 'long', year: 'numeric' })
  const moment = dates({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })
  const short = dates({ day: 'numeric', month: 'short' })
  return {
    time,
    second,
    day: instant => (isThisYear(instant) ? thisYear : anyYear)(instant),
    moment,
    brief: instant => (isToday(instant) ? time : short)(instant),
    number: (value, options) => new Intl.NumberFormat(locale, options).format(value),
    percent: share => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(share),
    money: (amount, currency) => new Intl.NumberFormat(locale, { style: 'currency', currency }).format(amount),
    languageName: tag => nameLanguage(locale, tag),
  }
}

/** Made when it is first asked for: the first screen needs one or two of them. */
function createDateFormat(locale: string, options: Intl.DateTimeFormatOptions): (instant: string) => string {
  let format: Intl.DateTimeFormat | null = null
  return instant => {
    format ??= new Intl.DateTimeFormat(locale, options)
    return format.format(new Date(instant))
  }
}

/** Begins with a capital letter, because it stands alone. A tag that is none stays as it is. */
function nameLanguage(locale: string, tag: string): string {
  try {
    const name = new Intl.DisplayNames(locale, { type: 'language' }).of(tag) ?? tag
    return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1)
  } catch {
    return tag
  }
}

function isThisYear(instant: string): boolean {
  return new Date(instant).getFullYear() === new Date().getFullYear()
}

function isToday(instant: string): boolean {
  return new Date(instant).toDateString() === new Date().toDateString()
}
