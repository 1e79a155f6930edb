import type { DateTime } from 'luxon'
import * as days from '../days.ts'
import { partsOfDay } from '../parts-of-day.ts'
import { clock, type Meaning, type Rule } from '../piece.ts'
import { thaiNumber, toNumber } from './numbers.ts'
import { writtenClock } from './written-rules.ts'

const number = `\\d{1,2}|${thaiNumber}`
const weekdays = ['จันทร์', 'อังคาร', 'พุธ', 'พฤหัส(?:บดี)?', 'ศุกร์', 'เสาร์', 'อาทิตย์']

/** Thai, like Chinese, writes no spaces. Its day has four counts of six hours; those in daily use are read. */
export const thaiRules: readonly Rule[] = [
  { pattern: /(\d{1,2})[.:](\d\d)\s?(?:น\.?|นาฬิกา)/gu, read: ([, hour, minute]) => writtenClock(hour, minute) },
  // «น.» counts twenty-four hours.
  {
    pattern: /(\d{1,2})\s?(?:น\.|นาฬิกา)/gu,
    read: ([, hour]) => (Number(hour) > 24 ? null : clock(Number(hour), 0, false)),
  },
  {
    pattern: new RegExp(`บ่าย\\s?(${number})(?:\\s?โมง)?(ครึ่ง)?`, 'gu'),
    read: ([, hour = '', half]) => counted(toNumber(hour) + 12, half),
  },
  {
    pattern: new RegExp(`(${number})\\s?โมง\\s?(เช้า|เย็น)?(ครึ่ง)?`, 'gu'),
    read: ([, hour = '', part, half]) => counted(fromMong(toNumber(hour), part), half),
  },
  {
    pattern: new RegExp(`(${number})\\s?ทุ่ม(ครึ่ง)?`, 'gu'),
    read: ([, hour = '', half]) => counted(toNumber(hour) + 18, half),
  },
  { pattern: new RegExp(`อีก\\s?(ครึ่ง|${number})\\s?(ชั่วโมง|นาที|วัน|สัปดาห์|อาทิตย์|เดือน)`, 'gu'), read: readAhead },
  { pattern: /เที่ยงคืน/gu, read: () => clock(24, 0, false) },
  { pattern: /เที่ยง(?:วัน)?/gu, read: () => clock(12, 0, false) },
  { pattern: /มะรืน(?:นี้)?/gu, read: (_, now) => days.dayFromNow(now, { days: 2 }) },
  { pattern: /พรุ่งนี้/gu, read: (_, now) => days.dayFromNow(now, { days: 1 }) },
  { pattern: /วันนี้/gu, read: (_, now) => days.dayFromNow(now, {}) },
  { pattern: /คืนนี้|เย็นนี้/gu, read: (_, now) => [days.dayFromNow(now, {}), partsOfDay.evening] },
  ...weekdays.map(
    (name, index): Rule => ({
      pattern: new RegExp(`วัน${name}(?:\\s?(หน้า)|นี้)?`, 'gu'),
      read: ([, next], now) => days.weekdayFromNow(now, index + 1, next === undefined ? 'nearest' : 'next'),
    }),
  ),
  { pattern: /(?:สุดสัปดาห์|เสาร์อาทิตย์)(นี้|หน้า)?/gu, read: ([, which], now) => days.weekend(now, which === 'หน้า' ? 1 : 0) },
  { pattern: /(?:สัปดาห์|อาทิตย์)หน้า/gu, read: (_, now) => days.weekFromNow(now, 1) },
  { pattern: /(?:สัปดาห์|อาทิตย์)นี้/gu, read: (_, now) => days.weekFromNow(now, 0) },
  { pattern: /เดือนหน้า/gu, read: (_, now) => days.monthFromNow(now, 1) },
  { pattern: /วันที่\s?(\d{1,2})(?!\s?[\d./])/gu, read: ([, day], now) => days.dayOfMonth(now, Number(day)) },
  { pattern: /บ่ายโมง(ครึ่ง)?/gu, read: ([, half]) => counted(13, half) },
  { pattern: /ตอนเช้า|ช่วงเช้า/gu, read: () => partsOfDay.morning },
  { pattern: /ตอนบ่าย|ช่วงบ่าย/gu, read: () => partsOfDay.afterLunch },
  { pattern: /ตอนเย็น|ช่วงเย็น|ตอนค่ำ/gu, read: () => partsOfDay.evening },
]

/** The short names of the parts of a day count beside a day: พรุ่งนี้เช้า. */
export const thaiBareRules: readonly Rule[] = [
  { pattern: /เช้า/gu, isBare: true, read: () => partsOfDay.morning },
  { pattern: /บ่าย/gu, isBare: true, read: () => partsOfDay.afterLunch },
  { pattern: /เย็น|ค่ำ/gu, isBare: true, read: () => partsOfDay.evening },
]

function counted(hour: number, half: string | undefined): Meaning | null {
  return Number.isNaN(hour) || hour > 23 ? null : clock(hour, half === undefined ? 0 : 30, false)
}

/** โมง counts the morning from six to eleven, and with เย็น the evening from four on. */
function fromMong(hour: number, part: string | undefined): number {
  return part === 'เย็น' && hour < 7 ? hour + 12 : hour
}

function readAhead([, count = '', unit]: RegExpExecArray, now: DateTime): Meaning {
  const amount = count === 'ครึ่ง' ? 0.5 : toNumber(count)
  if (unit === 'ชั่วโมง') return { kind: 'moment', at: now.plus({ minutes: amount * 60 }) }
  if (unit === 'นาที') return { kind: 'moment', at: now.plus({ minutes: amount }) }
  if (unit === 'วัน') return days.dayFromNow(now, { days: Math.ceil(amount) })
  return unit === 'เดือน'
    ? days.dayFromNow(now, { months: Math.ceil(amount) })
    : days.dayFromNow(now, { days: Math.ceil(amount * 7) })
}
