import type { DateTime } from 'luxon'
import * as days from '../days.ts'
import { type Days, type Meaning, type Rule, words } from '../piece.ts'
import { russianNumber, toNumber } from './numbers.ts'

const weekdays = [
  'понедельник\\p{L}{0,3}|панедельник\\p{L}?|пн|пон',
  'вторник\\p{L}{0,3}|вторнек|вт',
  'сред[уы]|среда(?=\\s*(?:$|[^\\p{L}\\s]|(?:в|с|на|и|или|утр|дн|веч|после|до)(?!\\p{L})))|(?<=(?:к|ближайшей|следующей)\\s)среде|средам|ср',
  'четверг\\p{L}{0,3}|четврег\\p{L}?|чт|четв',
  'пятниц\\p{L}{1,3}|пт|пятн',
  'суббот\\p{L}{1,3}|субот\\p{L}{1,3}|сб',
  'воскресень\\p{L}{1,3}|воскресение|вс|вск|воскр',
]
const months = [
  'январ[ьяе]|янв',
  'феврал[ьяе]|фев',
  'март[ае]?|мар',
  'апрел[ьяе]|апр',
  'ма[йяе]',
  'июн[ьяе]',
  'июл[ьяе]',
  'август[ае]?|авг',
  'сентябр[ьяе]|сен|сент',
  'октябр[ьяе]|окт',
  'ноябр[ьяе]|ноя',
  'декабр[ьяе]|дек',
]
const month = months.join('|')
const monthPatterns = months.map(names => new RegExp(`^(?:${names})$`))
const next = 'следующ\\p{L}+|след\\.?|будущ\\p{L}+'
const third = '(начал\\p{L}|середин\\p{L}|кон(?:ец|ц\\p{L}))'
const unit = 'мин\\p{L}*|час\\p{L}*|ч|день|дня|дней|денек|сутки|суток|недел\\p{L}+|месяц\\p{L}*|год|года|лет'
const count = `\\d[.,]5|\\d{1,3}|пару|пары|полтор[аы]|${russianNumber}`

/** Days, weeks and months as Russians name them. */
export const russianDayRules: readonly Rule[] = [
  // A farewell, not a deadline.
  { pattern: /(?<!\p{L})до\s(?:завтра|понедельника|встречи)\s?[!.)]*\s*$/gu, read: () => ({ kind: 'nothing' }) },
  {
    pattern: words(`(\\d{1,2})(?:-?о?го|-?е)?\\s?числа\\s(?:${next})\\sмесяца`),
    read: ([, day], now) => days.dayOfMonth(now, Number(day), 1),
  },
  {
    pattern: words(
      'позавчера|вчера(?:шн\\p{L}+)?|прошл\\p{L}{2,3}\\s\\p{L}+|(?:\\p{N}+|\\p{L}+)\\s(?:минут|час|дня|дней|недел|месяц|год|лет)\\p{L}*\\sназад|(?:час|день|неделю|месяц|год)\\sназад',
    ),
    read: () => days.past,
  },
  {
    pattern: words(
      `через\\s(?:(${count})(?:\\s?(?:-|или)\\s?(\\d{1,3}|${russianNumber}))?\\s?)?(${unit})(?:-(?:два|две|три|другой|другую))?`,
    ),
    read: ([, first, last, name], now) => readAhead(now, { first, last, unit: name }),
  },
  {
    pattern: words(`(${unit})\\sчерез\\s(${count})`),
    read: ([, name, first], now) => readAhead(now, { first, last: undefined, unit: name }),
  },
  { pattern: words('через\\sпол[- ]?часа'), read: (_, now) => ({ kind: 'moment', at: now.plus({ minutes: 30 }) }) },
  { pattern: words('через\\sпол[- ]?года'), read: (_, now) => days.dayFromNow(now, { months: 6 }) },
  { pattern: words('после[- ]?завтр[аео](?:шн\\p{L}+)?'), read: (_, now) => days.dayFromNow(now, { days: 2 }) },
  { pattern: words('за[вф]тр[ао](?:шн\\p{L}+)?'), read: (_, now) => days.dayFromNow(now, { days: 1 }) },
  { pattern: words('с[еи][гв]одн[яь](?:шн\\p{L}+)?|седня|сегодн'), read: (_, now) => days.dayFromNow(now, {}) },
  {
    pattern: words(`${third}\\s(?:(${next}|эт\\p{L}+|текущ\\p{L}+)\\s)?недел\\p{L}+`),
    read: ([, name, which], now) => days.thirdOfWeek(now, readThird(name), isNext(which) ? 1 : 0),
  },
  {
    pattern: words(`${third}\\s(?:(${next}|эт\\p{L}+|текущ\\p{L}+)\\s)?месяца`),
    read: ([, name, which], now) =>
      days.thirdOfMonth(now.startOf('month').plus({ months: isNext(which) ? 1 : 0 }), readThird(name), { months: 1 }),
  },
  {
    pattern: words(`${third}\\s(${month})`),
    read: ([, name, word], now) => readThirdOfNamedMonth(now, name, word),
  },
  { pattern: words(`(?:${next})\\sнедел\\p{L}+`), read: (_, now) => days.weekFromNow(now, 1) },
  {
    pattern: words('(?:эт\\p{L}+|текущ\\p{L}+|ближайш\\p{L}+)\\sнедел\\p{L}+|на\\sнеделе'),
    read: (_, now) => days.weekFromNow(now, 0),
  },
  {
    pattern: words('(?:в течение|ближайшую)\\sнедел\\p{L}'),
    read: (_, now) => days.stretch(now.startOf('day'), { days: 7 }),
  },
  {
    pattern: words('на днях|в ближайшие дни'),
    read: (_, now) => days.stretch(now.plus({ days: 1 }).startOf('day'), { days: 3 }),
  },
  { pattern: words(`(?:${next})\\sмесяц\\p{L}?`), read: (_, now) => days.monthFromNow(now, 1) },
  { pattern: words('(?:эт\\p{L}+|текущ\\p{L}+)\\sмесяц\\p{L}?'), read: (_, now) => days.monthFromNow(now, 0) },
  {
    pattern: words(`(?:(${next}|эт\\p{L}+|ближайш\\p{L}+)\\s)?выходны(?:е|х|м)`),
    read: ([, which], now) => days.weekend(now, isNext(which) ? 1 : 0),
  },
  {
    pattern: words('будн(?:и|ий день|ям|ях)|будни[ей] дн\\p{L}+|рабоч(?:ие|ий) д(?:ни|ень)'),
    read: (_, now) => days.workdays(now),
  },
  ...weekdays.map(
    (names, index): Rule => ({
      pattern: words(`(?:(${next}|эт\\p{L}+|ближайш\\p{L}+)\\s)?(?:${names})\\.?`),
      read: ([, which], now) => days.weekdayFromNow(now, index + 1, isNext(which) ? 'next' : 'nearest'),
    }),
  ),
  {
    pattern: words(`(\\d{1,2})-?о?го\\s(${month})(?:\\s(\\d{4}))?`),
    read: ([, day, name = '', year], now) =>
      days.calendarDate(now, {
        day: Number(day),
        month: monthNumber(name),
        year: year === undefined ? null : Number(year),
      }),
  },
  {
    pattern: words('(\\d{1,2})(?:-?о?го|-?е)?\\s?числ[оау]'),
    read: ([, day], now) => days.dayOfMonth(now, Number(day)),
  },
  {
    pattern: words(`(\\d{1,2})-?о?го(?!\\s?(?:${month}|этаж))`),
    read: ([, day], now) => days.dayOfMonth(now, Number(day)),
  },
  // chrono refuses 29 February in a year that has none, though the next one is meant.
  {
    pattern: words('29(?:-?го)?\\sфев(?:раля)?'),
    read: (_, now) => days.calendarDate(now, { day: 29, month: 2, year: null }),
  },
  {
    pattern: new RegExp(`(?<=(?<!\\p{L})(?:в|до|к|на|после|с|начале|конце)\\s)(?:${month})(?!\\p{L})`, 'gu'),
    read: ([name], now) => days.namedMonth(now, monthNumber(name)),
  },
]

function isNext(which: string | undefined): boolean {
  return which !== undefined && /^(?:след|будущ)/.test(which)
}

function readThird(name = ''): days.Third {
  if (name.startsWith('нач')) return 'start'
  return name.startsWith('сер') ? 'middle' : 'end'
}

function readThirdOfNamedMonth(now: DateTime, name: string | undefined, word = ''): Days | null {
  const [first] = days.namedMonth(now, monthNumber(word)).candidates
  return first === undefined ? null : days.thirdOfMonth(first.from, readThird(name), { years: 1 })
}

function monthNumber(word: string): number {
  return monthPatterns.findIndex(pattern => pattern.test(word)) + 1
}

/** «через 2 дня» is a day, «через 2 часа» a moment, «через 2-3 дня» a stretch. */
function readAhead(
  now: DateTime,
  said: { first: string | undefined; last: string | undefined; unit: string | undefined },
): Meaning {
  const amount = said.first?.startsWith('полтор') ? 1.5 : said.first === undefined ? 1 : toAmount(said.first)
  const name = said.unit ?? ''
  if (name.startsWith('мин')) return { kind: 'moment', at: now.plus({ minutes: amount }) }
  if (/^ч/.test(name)) return { kind: 'moment', at: now.plus({ minutes: amount * 60 }) }
  if (name.startsWith('нед') && said.last === undefined) return days.weeksFromNow(now, amount)
  const length = (units: number): object => {
    if (name.startsWith('нед')) return { days: Math.round(units * 7) }
    if (name.startsWith('мес')) return units % 1 === 0 ? { months: units } : { months: Math.floor(units), days: 15 }
    return /^(?:год|лет)/.test(name) ? { months: Math.round(units * 12) } : { days: Math.round(units) }
  }
  const from = now.plus(length(amount)).startOf('day')
  const last = said.last === undefined ? Number.NaN : toNumber(said.last)
  if (!(last > amount)) return { kind: 'days', candidates: [days.wholeDay(from)] }
  return {
    kind: 'days',
    candidates: [{ from, to: now.plus(length(last)).startOf('day').plus({ days: 1 }), precision: 'week' }],
  }
}

/** «1,5 часа» is the one fraction that people write. */
function toAmount(word: string): number {
  return /^\d[.,]5$/.test(word) ? Number(word.replace(',', '.')) : toNumber(word)
}
