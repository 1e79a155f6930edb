import type { DateTime } from 'luxon'
import * as days from '../days.ts'
import { partsOfDay } from '../parts-of-day.ts'
import { type Clock, clock, type Hours, type Meaning, type Rule } from '../piece.ts'
import { chineseNumber, toNumber } from './numbers.ts'

const number = `\\d{1,2}|${chineseNumber}`
const part = '凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚'
const time = `(?:(${part})\\s?)?(${number})\\s?(?:点钟?|點|时(?!间))(?:(半)|(一刻|三刻)|(${number})分?)?`
const weekdays = '一二三四五六日'

/** Chinese writes no spaces: patterns stand without word boundaries. Dates with a month are read by chrono. */
export const chineseRules: readonly Rule[] = [
  { pattern: /明早/gu, read: (_, now) => [days.dayFromNow(now, { days: 1 }), partsOfDay.morning] },
  { pattern: /明晚/gu, read: (_, now) => [days.dayFromNow(now, { days: 1 }), partsOfDay.evening] },
  { pattern: /今晚/gu, read: (_, now) => [days.dayFromNow(now, {}), partsOfDay.evening] },
  { pattern: new RegExp(`${time}\\s?(?:到|至|-|和)\\s?${time}`, 'gu'), read: readHours },
  { pattern: new RegExp(time, 'gu'), read: match => readClock(match.slice(1)) },
  {
    pattern: new RegExp(`(?:(${part})\\s?)(\\d{1,2}):(\\d\\d)`, 'gu'),
    read: ([, name, hour, minute]) => inPart(Number(hour), Number(minute), name),
  },
  { pattern: new RegExp(`(半|${number})\\s?个?(小时|分钟|天|周|星期|礼拜|月)(?:以后|之后|后)`, 'gu'), read: readAhead },
  { pattern: /大后天/gu, read: (_, now) => days.dayFromNow(now, { days: 3 }) },
  { pattern: /后天/gu, read: (_, now) => days.dayFromNow(now, { days: 2 }) },
  { pattern: /明天|明日/gu, read: (_, now) => days.dayFromNow(now, { days: 1 }) },
  { pattern: /今天|今日/gu, read: (_, now) => days.dayFromNow(now, {}) },
  { pattern: /(下个?)?(?:这个?|本)?周末/gu, read: ([, next], now) => days.weekend(now, next === undefined ? 0 : 1) },
  {
    pattern: /(下个?)?(?:这个?|本)?(?:周|星期|礼拜)([一二三四五六日天])/gu,
    read: ([, next, day = ''], now) =>
      days.weekdayFromNow(now, weekdays.indexOf(day.replace('天', '日')) + 1, next === undefined ? 'nearest' : 'next'),
  },
  { pattern: /下个?(?:周|星期|礼拜)/gu, read: (_, now) => days.weekFromNow(now, 1) },
  { pattern: /(?:这个?|本)(?:周|星期|礼拜)/gu, read: (_, now) => days.weekFromNow(now, 0) },
  { pattern: /下个?月/gu, read: (_, now) => days.monthFromNow(now, 1) },
  { pattern: /月底/gu, read: (_, now) => days.thirdOfMonth(now, 'end', { months: 1 }) },
  {
    pattern: /(?<![月\d一二三四五六七八九十])(\d{1,2}|[一二三四五六七八九十]{1,3})[号號]/gu,
    read: ([, day = ''], now) => days.dayOfMonth(now, toNumber(day)),
  },
  { pattern: /清晨|早上|早晨|上午/gu, read: () => partsOfDay.morning },
  { pattern: /中午/gu, read: () => partsOfDay.lunch },
  { pattern: /下午/gu, read: () => partsOfDay.afterLunch },
  { pattern: /傍晚/gu, read: () => partsOfDay.towardEvening },
  { pattern: /(?<!早上|上午|下午)晚上/gu, read: () => partsOfDay.evening },
]

function readClock([name, hour = '', half, quarter, minutes]: readonly (string | undefined)[]): Clock | null {
  const minute =
    half !== undefined ? 30 : quarter !== undefined ? (quarter === '一刻' ? 15 : 45) : toNumber(minutes ?? '0')
  return Number.isNaN(minute) ? clock(toNumber(hour), 0, true) : inPart(toNumber(hour), minute, name)
}

function inPart(hour: number, minute: number, name: string | undefined): Clock | null {
  if (Number.isNaN(hour) || hour > 24) return null
  if (name === undefined) return clock(hour, minute, hour > 0 && hour < 12)
  const isLate = /下午|傍晚|晚/.test(name) || (name === '中午' && hour < 4)
  return clock(isLate && hour < 12 ? hour + 12 : hour, minute, false)
}

function readHours(match: RegExpExecArray): Hours | null {
  const from = readClock(match.slice(1, 6))
  const to = readClock(match.slice(6, 11))
  return from && to ? { kind: 'hours', from, to } : null
}

function readAhead([, count = '', unit]: RegExpExecArray, now: DateTime): Meaning {
  const amount = count === '半' ? 0.5 : toNumber(count)
  if (unit === '小时') return { kind: 'moment', at: now.plus({ minutes: amount * 60 }) }
  if (unit === '分钟') return { kind: 'moment', at: now.plus({ minutes: amount }) }
  if (unit === '天') return days.dayFromNow(now, { days: Math.ceil(amount) })
  return unit === '月'
    ? days.dayFromNow(now, { months: Math.ceil(amount) })
    : days.dayFromNow(now, { days: Math.ceil(amount * 7) })
}
