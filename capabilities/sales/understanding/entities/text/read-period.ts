import { Phrases } from './phrases.ts'
import type { Token } from './tokens.ts'

export type Period = 'hour' | 'day' | 'week' | 'month' | 'year'

const nouns: readonly (readonly [Period, string])[] = [
  ['hour', 'час|ч|hour|hr|h'],
  ['day', 'день|дн|сутки|смену|day'],
  ['week', 'неделю|нед|week|wk'],
  ['month', 'месяц|мес|month|mo'],
  ['year', 'год|year|yr'],
]
const introductions = ['в', 'за', 'на', '/', 'a', 'an', 'per', 'each', 'every', 'каждый', 'каждую', 'каждые', 'в один']
const phrases = new Phrases<Period>([
  ...nouns.flatMap(([period, list]) =>
    list
      .split('|')
      .flatMap(noun => introductions.map((introduction): [Period, string] => [period, `${introduction} ${noun}`])),
  ),
  ['hour', 'почасово|hourly|每小时'],
  ['day', 'ежедневно|daily|每天|ต่อวัน'],
  ['week', 'еженедельно|weekly'],
  ['month', 'ежемесячно|помесячно|monthly|每月|ต่อเดือน'],
  ['year', 'ежегодно|yearly|annually|в годовом выражении|每年|ต่อปี'],
])

export interface PeriodRead {
  readonly per: Period | null
  readonly from: number
  readonly to: number
}

/** How often: «в месяц», "per hour", behind tokens `from`..`to` or just before them; null when nothing says so. */
export function readPeriod(tokens: readonly Token[], from: number, to: number): PeriodRead {
  const behind = phrases.startingAt(tokens, to)
  if (behind !== null) return { per: behind.meaning, from, to: to + behind.length }
  const ahead = phrases.endingAt(tokens, from)
  return ahead === null ? { per: null, from, to } : { per: ahead.meaning, from: from - ahead.length, to }
}
