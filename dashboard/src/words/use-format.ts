import { useMemo } from 'react'
import type { Language } from './define-words.ts'
import { useLanguage } from './language-provider.tsx'

export interface Format {
  /** 14:05 */
  readonly time: (instant: string) => string
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
  const { language } = useLanguage()
  return useMemo(() => createFormat(language), [language])
}

function createFormat(language: Language): Format {
  const locale = language === 'ru' ? 'ru-RU' : 'en-GB'
  const dates = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options)
  const time = dates({ hour: '2-digit', minute: '2-digit' })
  const thisYear = dates({ day: 'numeric', month: 'long' })
  const anyYear = dates({ day: 'numeric', month: 'long', year: 'numeric' })
  const moment = dates({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })
  const short = dates({ day: 'numeric', month: 'short' })
  return {
    time: instant => time.format(new Date(instant)),
    day: instant => (isThisYear(instant) ? thisYear : anyYear).format(new Date(instant)),
    moment: instant => moment.format(new Date(instant)),
    brief: instant => (isToday(instant) ? time : short).format(new Date(instant)),
    number: (value, options) => new Intl.NumberFormat(locale, options).format(value),
    percent: share => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(share),
    money: (amount, currency) => new Intl.NumberFormat(locale, { style: 'currency', currency }).format(amount),
    languageName: tag => nameLanguage(locale, tag),
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
