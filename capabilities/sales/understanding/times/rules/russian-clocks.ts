import { partsOfDay } from '../parts-of-day.ts'
import { type Clock, clock, type Hours, type Rule, words } from '../piece.ts'
import { russianNumber, russianOrdinal, toNumber } from './numbers.ts'
import { writtenClock } from './written-rules.ts'

const hour = `\\d{1,2}|${russianNumber}`
const hourOf = `${russianOrdinal}|\\d{1,2}(?:-?го)?`
const half = '(?:\\s(утра|дня|вечера|ночи))?'
const hours = '\\s?(?:час(?:ов|а|ам|у)?|ч)'
const anyClock = `(?:${hour})(?:[:.-]\\d\\d)?(?:${hours}(?:\\.)?)?(?:\\s(?:утра|дня|вечера|ночи))?`
/** What a number counts when it is no hour: «в 3 раза», «до 15 ноября», «с 5 до 10 человек». */
const counted =
  '(?!-?го|\\s?-?\\s?(?:\\d|%|к(?![\\p{L}])|по\\s\\d|раз|лет|год|мин|сек|дн|сут|недел|месяц|числ|янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек|чел|люд|сотр|руб|₽|тыс|млн|комнат|этаж|квартир|вилл|дом|шт|процент|км|метр|кв|п\\p{L}?\\.|\\p{L}+(?:ов|ев|ей|ах|ях)(?!\\p{L})))'

/** Times of day as Russians write and dictate them. */
export const russianClockRules: readonly Rule[] = [
  { pattern: words(`(?:с|со|между)\\s(${anyClock})\\s?(?:до|и|-)\\s?(${anyClock})${counted}`), read: readHours },
  { pattern: words('(\\d{1,2})\\s?-\\s?(\\d{1,2}\\s(?:утра|вечера))'), read: readHours },
  { pattern: words(`(\\d{1,2}:\\d\\d)\\s?(?:-|до)\\s?(\\d{1,2}:\\d\\d)`), read: readHours },
  { pattern: words(`пол[- ]?(${hourOf})${half}`), read: ([, name, part]) => before(name, 30, part) },
  { pattern: words(`половин[аеу]\\s(${hourOf})${half}`), read: ([, name, part]) => before(name, 30, part) },
  {
    pattern: words(`без\\s(четверти|${hour})(?:\\sминут)?\\s(${hour}|час)${half}`),
    read: ([, left, name, part]) => before(name, left === 'четверти' ? 15 : toNumber(left ?? ''), part),
  },
  { pattern: words(`четверть\\s(${hourOf})${half}`), read: ([, name, part]) => before(name, 45, part) },
  {
    pattern: words(`(${hour})\\sминут\\s(${russianOrdinal})${half}`),
    read: ([, past, name, part]) => before(name, 60 - toNumber(past ?? ''), part),
  },
  { pattern: words(`(\\d{1,2}[:.-]\\d\\d)\\s?(?:ч\\s|час(?:ов|а)\\s)?(утра|дня|вечера|ночи)`), read: readWithPart },
  { pattern: words(`(${hour})(?:${hours})?\\s(утра|вечера)`), read: readWithPart },
  { pattern: words(`(${hour})${hours}\\s(дня|ночи)`), read: readWithPart },
  { pattern: words('(час)(?:а|у)?\\s(дня|ночи)'), read: readWithPart },
  { pattern: words('полдень|полудн[яюе]|полднем'), read: () => clock(12, 0, false) },
  { pattern: words('полноч[ьи]|полуноч[ьи]'), read: () => clock(24, 0, false) },
]

/** Hours that are hours only because of their neighbours; read after everything else has taken its words. */
export const russianBareRules: readonly Rule[] = [
  { pattern: words('вечер'), isBare: true, read: () => partsOfDay.evening },
  { pattern: words('утро'), isBare: true, read: () => partsOfDay.morning },
  { pattern: words(`(\\d{1,2})\\s?(?:-|до)\\s?(\\d{1,2})(?:\\sчас(?:ов|а))?${counted}`), isBare: true, read: readSpan },
  { pattern: words(`(${hour})\\s(дня|ночи)${counted}`), isBare: true, read: readWithPart },
  {
    pattern: words(`(\\d{1,2})\\s?ч(?:ас(?:ов|а))?\\s?(\\d\\d)(?:\\s?м(?:ин(?:ут)?)?)?`),
    isBare: true,
    read: ([, name, minute]) => writtenClock(name, minute),
  },
  { pattern: words(`(${hour})(?:${hours})?${counted}`), isBare: true, read: ([, name]) => readClock(name) },
  { pattern: /(?<=(?<!\p{L})(?:после|до|к)\s)час[ау](?!\p{L})/gu, isBare: true, read: () => clock(1, 0, true) },
]

/** Parts of the day in words. */
export const russianPartRules: readonly Rule[] = [
  // A greeting is no proposal.
  { pattern: words('добр\\p{L}{2,3} (?:утр|дн|день|вечер|ноч)\\p{L}*|доброй ночи'), read: () => ({ kind: 'nothing' }) },
  { pattern: words('ран(?:о|ним) утром|с утра пораньше|утром рано|спозаранку'), read: () => partsOfDay.earlyMorning },
  {
    pattern: words('до обеда|(?:в )?перв(?:ой|ую|ая) половин[еуа] дня|до полудня'),
    read: () => partsOfDay.beforeLunch,
  },
  {
    pattern: words('после обеда|(?:во )?втор(?:ой|ую|ая) половин[еуа] дня|после полудня|пообедав'),
    read: () => partsOfDay.afterLunch,
  },
  {
    pattern: words('ближе к вечеру|под вечер|к вечеру|ранним вечером|ближе к концу дня|в конце дня'),
    read: () => partsOfDay.towardEvening,
  },
  { pattern: words('поздно вечером|поздним вечером|вечером попозже'), read: () => partsOfDay.lateEvening },
  { pattern: words('после работы|вечер(?:ом|ком|очком)|(?:на |в )вечер(?!\\p{L})'), read: () => partsOfDay.evening },
  { pattern: words('утр(?:ом|ечком)|(?:с|на|под|в) утр[оа]|по утру|поутру'), read: () => partsOfDay.morning },
  { pattern: words('(?:в|на|к) обеду?|в обеденное время|обеденный перерыв'), read: () => partsOfDay.lunch },
  { pattern: words('днем'), read: () => partsOfDay.daytime },
  { pattern: words('ночью'), read: () => partsOfDay.night },
  { pattern: words('в течение дня|в рабочее время|в рабочие часы'), read: () => partsOfDay.workingHours },
]

function readClock(text = '', part?: string): Clock | null {
  const [name = '', minute] = text.split(/[:.-]/)
  const value = toNumber(name)
  if (Number.isNaN(value) || value > 24) return null
  if (part !== undefined) return clock(inPart(value, part), Number(minute ?? 0), false)
  return minute === undefined
    ? clock(value, 0, value > 0 && value < 12 && !name.startsWith('0'))
    : writtenClock(name, minute)
}

function readWithPart([, text, part]: RegExpExecArray): Clock | null {
  return readClock(text, part)
}

/** «полседьмого» is thirty minutes before seven. */
function before(name = '', minutes: number, part: string | undefined): Clock | null {
  const value = toNumber(/^\d/.test(name) ? name.replace(/\D+$/, '') : name)
  if (!(value >= 1 && value <= 12 && minutes > 0 && minutes < 60)) return null
  const previous = value === 1 ? 12 : value - 1
  const isAmbiguous = part === undefined && previous !== 12
  return clock(part === undefined ? previous : inPart(previous, part) % 24, 60 - minutes, isAmbiguous)
}

/** «12 ночи» is the end of the day, «2 ночи» its beginning, «11 дня» still the morning. */
function inPart(value: number, part: string): number {
  if (value > 12) return value
  if (part === 'утра') return value % 12
  if (part === 'дня') return value < 7 ? value + 12 : value
  if (part === 'вечера') return value > 3 ? value + 12 : value
  return value > 8 ? value + 12 : value
}

function readHours([, first, second]: RegExpExecArray): Hours | null {
  const [from, to] = [first, second].map(text => {
    const [, time = '', part] =
      /^(.*?)(?:[^\p{L}]*ч(?:ас\p{L}*)?\.?)?(?:\s(утра|дня|вечера|ночи))?$/u.exec(text ?? '') ?? []
    return readClock(time.trim(), part)
  })
  if (!(from && to)) return null
  const isEvening = /вечера|дня/.test(second ?? '') && from.isAmbiguous && from.hour + 12 < to.hour
  return { kind: 'hours', from: isEvening ? { ...from, hour: from.hour + 12, isAmbiguous: false } : from, to }
}

function readSpan(match: RegExpExecArray): Hours | null {
  const [, first, second] = match
  return Number(second) > Number(first) || Number(second) < 8 ? readHours(match) : null
}
