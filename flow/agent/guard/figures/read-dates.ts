import { DateTime } from 'luxon'
import { lazily } from '../text/lazily.ts'
import { matchEvery } from '../text/match-every.ts'
import { quicken, uniteAny } from '../text/quick-patterns.ts'
import type { Figure } from './figure.ts'

export interface DateContext {
  readonly nowMs: number
  /** IANA name of the zone whose today is meant. */
  readonly timeZone: string
}

const weekdays = [
  'понедельник\\p{L}{0,3}|пн|mondays?|mon|周一|星期一|วันจันทร์',
  'вторник\\p{L}{0,3}|вт|tuesdays?|tue|周二|星期二|วันอังคาร',
  'сред[ауые]|средам|ср|wednesdays?|wed|周三|星期三|วันพุธ',
  'четверг\\p{L}{0,3}|чт|thursdays?|thu|周四|星期四|วันพฤหัส(?:บดี)?',
  'пятниц\\p{L}{1,3}|пт|fridays?|fri|周五|星期五|วันศุกร์',
  'суббот\\p{L}{1,3}|сб|saturdays?|sat|周六|星期六|วันเสาร์',
  'воскресень\\p{L}{1,3}|вс|sundays?|sun|周日|周天|星期天|星期日|วันอาทิตย์',
]
const months = [
  'январ[ьяе]|янв|january|jan',
  'феврал[ьяе]|фев|february|feb',
  'март[ае]?|march',
  'апрел[ьяе]|апр|april|apr',
  'ма[йяе]|may',
  'июн[ьяе]|june|jun',
  'июл[ьяе]|july|jul',
  'август[ае]?|авг|august|aug',
  'сентябр[ьяе]|сен|сент|september|sept?',
  'октябр[ьяе]|окт|october|oct',
  'ноябр[ьяе]|нояб|ноя|november|nov',
  'декабр[ьяе]|дек|december|dec',
]
const weekday = weekdays.join('|')
const month = months.join('|')
const year = '(?:,?\\s(?:19|20)\\d{2}(?:\\s?г(?:ода|\\.)?)?)?'
const weekdayPatterns = weekdays.map(names => new RegExp(`^(?:${names})$`, 'u'))
const monthPatterns = months.map(names => new RegExp(`^(?:${names})$`, 'u'))

function words(source: string): RegExp {
  return quicken(new RegExp(`(?<![\\p{L}\\p{N}])(?:${source})(?![\\p{L}\\p{N}])`, 'gu'))
}

type Read = (match: RegExpExecArray, now: () => DateTime) => readonly Pick<Figure, 'unit' | 'values' | 'isRelative'>[]

/** In this order: what one pattern has read no later one sees. */
const rules: readonly (readonly [RegExp, Read])[] = [
  [/(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)/gu, ([, , m, d]) => [date(Number(m), Number(d))]],
  [
    /(?<![\d.,])(\d{1,2})[./](\d{1,2})[./](?:\d{4}|\d{2})(?![\d.,]?\d)/gu,
    ([, d, m]) => [written(Number(d), Number(m))],
  ],
  [
    /(?<![\d.,])(0?[1-9]|[12]\d|3[01])\.(0[1-9]|1[0-2])(?![.,]?\d|\s?(?:%|\p{L}+|[₽$€]))/gu,
    ([, d, m]) => [written(Number(d), Number(m))],
  ],
  [
    words(`(\\d{1,2})(?:\\s?(?:-|и|,|and|до|to)\\s?(\\d{1,2}))(?:-?го|st|nd|rd|th)?\\s(?:of\\s)?(${month})${year}`),
    ([, first, last, name]) => [named(first, name), named(last, name)],
  ],
  [
    words(`(\\d{1,2})(?:-?го|st|nd|rd|th)?\\s?(?:of\\s|числа\\s)?(${month})\\.?${year}`),
    ([, d, name]) => [named(d, name)],
  ],
  [words(`(${month})\\s(\\d{1,2})(?:st|nd|rd|th)?${year}`), ([, name, d]) => [named(d, name)]],
  [/(\d{1,2})月(\d{1,2})[日号]/gu, ([, m, d]) => [date(Number(m), Number(d))]],
  [words('(\\d{1,2})(?:-?го)?\\sчисла|(\\d{1,2})-го|the\\s(\\d{1,2})(?:st|nd|rd|th)'), readDayOfMonth],
  [words(`(?:${ordinals()})\\s(?:of\\s)?(${month})`), ([, name]) => [{ ...date(monthNumber(name), 0), values: [] }]],
  [words(`(${weekday})\\s?(?:-|по|to|through|till|until|до|至|到|ถึง)\\s?(${weekday})`), readWeekdayRange],
  [
    words(
      'каждый день|ежедневно|без выходных|все дни|в любой день|every day|daily|any day|7 дней в неделю|(?:7|seven) days a week',
    ),
    () => allDays.map(toWeekday),
  ],
  [
    words('(?:по|в|только)\\sбудн\\p{L}+|по рабочим дням|(?:on\\s)?weekdays|workdays'),
    () => allDays.slice(0, 5).map(toWeekday),
  ],
  [
    words('(?:по|в|на|эти|ближайшие)\\sвыходны[емх]|выходны[мх]|(?:at|on|this|over)\\s(?:the\\s)?weekends?'),
    () => allDays.slice(5).map(toWeekday),
  ],
  [words(weekday), match => [toWeekday(weekdayNumber(match[0]))]],
  [words('послезавтра|the day after tomorrow|后天|มะรืนนี้'), (_, now) => [fromNow(now(), 2)]],
  [words('завтра|завтрашн\\p{L}+|tomorrow'), (_, now) => [fromNow(now(), 1)]],
  [words('сегодня|сегодняшн\\p{L}+|today|tonight'), (_, now) => [fromNow(now(), 0)]],
  [/明天|พรุ่งนี้/gu, (_, now) => [fromNow(now(), 1)]],
  [/今天|วันนี้/gu, (_, now) => [fromNow(now(), 0)]],
  // "may" and "march" are months only behind a preposition; Russian forms of May are not words of another kind in such places.
  [
    new RegExp(
      `(?<=(?<!\\p{L})(?:в|к|до|с|по|на|за|в начале|в конце|in|by|until|from|since|till|early|late|next)\\s)(?:${month})(?!\\p{L})`,
      'gu',
    ),
    match => [{ unit: { kind: 'month' }, values: [monthNumber(match[0])], isRelative: false }],
  ],
  // A week that is not a day: nothing in a calendar entry says it.
  [
    words(
      '(?:на|к|в)\\s(?:этой|следующей|будущей|концу|конце|начале)\\s(?:этой\\s|следующей\\s)?недел\\p{L}|(?:this|next)\\s(?:week|month)|в (?:этом|следующем) месяце',
    ),
    () => [{ unit: { kind: 'date' }, values: [], isRelative: true }],
  ],
]

/** The days that `text` (unmasked) names, in no order. */
export function readDates(text: string, context: DateContext): readonly Figure[] {
  if (!hint.test(text)) return []
  const now = lazily(() => DateTime.fromMillis(context.nowMs, { zone: context.timeZone }))
  let left = text
  const found: Figure[] = []
  for (const { any, rules } of batches) {
    if (!any.test(left)) continue
    for (const [pattern, read] of rules) {
      for (const match of matchEvery(left, pattern)) {
        const figures = read(match, now)
        found.push(
          ...figures.map(figure => ({ ...figure, bound: null, per: null, text: match[0], index: match.index })),
        )
        left = left.slice(0, match.index) + '\0'.repeat(match[0].length) + left.slice(match.index + match[0].length)
      }
    }
  }
  return found
}

// With fewer the common patterns cost more than they save, with more too many rules are tried for one that fits.
const rulesTogether = 8
/** A sentence says little about days: one look tells that none of several rules has anything to read. */
const batches = Array.from({ length: Math.ceil(rules.length / rulesTogether) }, (_, at) => {
  const some = rules.slice(at * rulesTogether, (at + 1) * rulesTogether)
  return { any: uniteAny(some.map(([pattern]) => pattern)), rules: some }
})

const hint =
  /\d|\p{Script=Han}|\p{Script=Thai}|[днмт]ельник|вторн|сред|четв|пятн|субб|воск|(?<!\p{L})(?:пн|вт|ср|чт|пт|сб|вс)(?!\p{L})|завтра|сегодня|недел|месяц|выходн|будн|рабоч|ежедн|кажд|дни|день|янв|фев|март|апр|ма[йяе]|июн|июл|авг|сен|окт|ноя|дек|day|week|mon|tue|wed|thu|fri|sat|sun|tomorrow|tonight|daily|month|jan|feb|march|apr|may|jun|jul|aug|sep|oct|nov|dec/u
const allDays = [1, 2, 3, 4, 5, 6, 7]

function ordinals(): string {
  const russian = 'перв|втор|треть|четверт|пят|шест|седьм|восьм|девят|десят|двадцат|тридцат|надцат'
  return `\\p{L}*(?:${russian})\\p{L}*(?:ого|его|ое|ье)|first|second|third|\\p{L}+th`
}

function date(monthOfYear: number, day: number): Pick<Figure, 'unit' | 'values' | 'isRelative'> {
  return { unit: { kind: 'date' }, values: [monthOfYear * 100 + day], isRelative: false }
}

/** Day before month, unless only the other order exists. */
function written(first: number, second: number): ReturnType<typeof date> {
  return second > 12 ? date(first, second) : date(second, first)
}

function named(day: string | undefined, name: string | undefined): ReturnType<typeof date> {
  return date(monthNumber(name), Number(day))
}

function monthNumber(name = ''): number {
  return monthPatterns.findIndex(pattern => pattern.test(name)) + 1
}

function weekdayNumber(name: string): number {
  return weekdayPatterns.findIndex(pattern => pattern.test(name)) + 1
}

function toWeekday(number: number): ReturnType<typeof date> {
  return { unit: { kind: 'weekday' }, values: [number], isRelative: false }
}

function fromNow(now: DateTime, days: number): ReturnType<typeof date> {
  const day = now.plus({ days })
  return { ...date(day.month, day.day), isRelative: true }
}

function readDayOfMonth([, ...days]: RegExpExecArray, today: () => DateTime): readonly ReturnType<typeof date>[] {
  const day = Number(days.find(found => found !== undefined))
  const now = today()
  const ahead = day >= now.day ? now : now.plus({ months: 1 })
  return [date(ahead.month, day)]
}

function readWeekdayRange([, first = '', last = '']: RegExpExecArray): readonly ReturnType<typeof date>[] {
  const from = weekdayNumber(first)
  const length = (weekdayNumber(last) - from + 7) % 7
  return Array.from({ length: length + 1 }, (_, offset) => toWeekday(((from - 1 + offset) % 7) + 1))
}
