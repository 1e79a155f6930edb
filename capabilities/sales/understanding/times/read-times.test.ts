import fc from 'fast-check'
import { DateTime } from 'luxon'
import { describe, expect, it } from 'vitest'
import { timeCases } from './cases.ts'
import { describeMention } from './describe-mention.ts'
import { readTimes } from './read-times.ts'

const timeZone = 'Europe/Moscow'
/** A Wednesday. */
const nowMs = DateTime.fromISO('2026-01-14T12:00', { zone: timeZone }).toMillis()
const dayMs = 24 * 3600 * 1000

function read(text: string): readonly string[] {
  return readTimes(text, { nowMs, timeZone }).map(mention => describeMention(mention, timeZone))
}

describe('what the earlier parser got wrong', () => {
  it('keeps the hour of the morning', () => {
    expect(read('завтра 9 утра')).toEqual(['2026-01-15 09:00'])
  })

  it('keeps the hour of the evening', () => {
    expect(read('сегодня 7 вечера')).toEqual(['2026-01-14 19:00'])
  })

  it('takes a lone number after «в» for the hour', () => {
    expect(read('в четверг в 15')).toEqual(['2026-01-15 15:00'])
  })

  it('does not take «дня» of «2 дня» for the daytime', () => {
    expect(read('через 2 дня')).toEqual(['2026-01-16'])
  })

  it('moves a weekday of today whose time is over to the next week, not to tomorrow', () => {
    expect(read('в среду в 10:00')).toEqual(['2026-01-21 10:00'])
  })

  it('does not drop a date', () => {
    expect(read('15.11')).toEqual(['2026-11-15'])
    expect(read('15 ноября')).toEqual(['2026-11-15'])
  })

  it('understands weeks', () => {
    expect(read('через неделю')).toEqual(['2026-01-21'])
    expect(read('на следующей неделе')).toEqual(['2026-01-19..2026-01-25'])
    expect(read('next week')).toEqual(['2026-01-19..2026-01-25'])
  })

  it('takes «в 3 часа» for the afternoon', () => {
    expect(read('завтра в 3 часа')).toEqual(['2026-01-15 15:00'])
  })

  it('reads English hours', () => {
    expect(read('tomorrow at 3pm')).toEqual(['2026-01-15 15:00'])
  })

  it('finds no time in 25:99, and does not fail', () => {
    expect(read('25:99')).toEqual([])
  })

  it('takes what only looks like a time for none', () => {
    expect(read('выиграли со счётом 15:10')).toEqual([])
    expect(read('разрешение 16:10')).toEqual([])
  })

  it('does not invent an hour for a bare date', () => {
    expect(readTimes('завтра', { nowMs, timeZone })).toMatchObject([{ precision: 'day', hasTime: false }])
  })
})

describe('a time at which the client can not', () => {
  it.each([
    'в четверг не могу',
    'не могу в четверг',
    'завтра не получится',
    'в пятницу в 15 не подойдет',
    'завтра никак',
    'только не завтра',
    "can't do Thursday",
    'Thursday does not work for me',
    'not tomorrow please',
  ])('is no wish: «%s»', text => expect(read(text)).toEqual([]))

  it.each([
    ['в четверг не могу, давайте в пятницу', '2026-01-16'],
    ['не могу говорить давайте завтра в 15', '2026-01-15 15:00'],
    ["can't do Thursday, Friday at 3pm is fine", '2026-01-16 15:00'],
    ['не завтра, а в пятницу', '2026-01-16'],
    ['в четверг не могу\nв пятницу в 15', '2026-01-16 15:00'],
    ['завтра не получится?', '2026-01-15'],
    ['не получится ли завтра', '2026-01-15'],
    ['не могли бы вы набрать завтра', '2026-01-15'],
    ['не раньше четверга', '2026-01-15..2026-01-21'],
  ])('leaves the other one: «%s»', (text, expected) => expect(read(text)).toEqual([expected]))
})

describe('a mention', () => {
  it('says whether the day was named or inferred', () => {
    expect(readTimes('в 15', { nowMs, timeZone })).toMatchObject([{ hasDate: false, hasTime: true }])
    expect(readTimes('завтра в 15', { nowMs, timeZone })).toMatchObject([{ hasDate: true, hasTime: true }])
  })

  it('stands where its text stands, whatever was folded', () => {
    for (const text of ['Ёлки! Давайте\u00a0в четверг в\u00a015, ок?', 'İstanbul: tomorrow at 3pm']) {
      const [mention] = readTimes(text, { nowMs, timeZone })
      expect(mention?.text).toBe(text.slice(mention?.index, (mention?.index ?? 0) + (mention?.text.length ?? 0)))
      expect(mention?.text).toMatch(/^в четверг|^tomorrow/)
    }
  })

  it('is less sure without a day than with one', () => {
    const [dated, undated] = ['завтра в 15', 'в 15'].map(
      text => readTimes(text, { nowMs, timeZone })[0]?.confidence ?? 0,
    )
    expect(dated).toBeGreaterThan(undated ?? 1)
  })

  it('lies in the zone of the client', () => {
    const [mention] = readTimes('завтра в 15', { nowMs, timeZone: 'Asia/Bangkok' })
    expect(new Date(mention?.from ?? 0).toISOString()).toBe('2026-01-15T08:00:00.000Z')
    const [fixed] = readTimes('завтра в 15', { nowMs, timeZone: 'Etc/GMT-7' })
    expect(fixed?.from).toBe(mention?.from)
  })
})

describe('whatever a client writes', () => {
  const fragments = Object.values(timeCases).flatMap(cases => cases.flatMap(item => item.text.split(' ')))
  const message = fc.array(fc.oneof(fc.constantFrom(...fragments), fc.string({ unit: 'grapheme', maxLength: 6 })), {
    maxLength: 12,
  })
  const context = fc.record({
    nowMs: fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2036, 0, 1) }),
    timeZone: fc.constantFrom('Europe/Moscow', 'Asia/Bangkok', 'America/New_York', 'Europe/Berlin', 'Etc/GMT-7'),
  })

  it('is read without an exception, into stretches that have a length and are not long over', () => {
    fc.assert(
      fc.property(message, context, (words, at) => {
        const text = words.join(' ')
        for (const mention of readTimes(text, at)) {
          expect(mention.from).toBeLessThan(mention.to)
          expect(mention.from).toBeGreaterThan(at.nowMs - dayMs)
          expect(mention.text).toBe(text.slice(mention.index, mention.index + mention.text.length))
        }
      }),
      { numRuns: 1500 },
    )
  })

  it('takes time in proportion to its length', () => {
    const long = 'с 10 до 12 в четверг или '.repeat(4000)
    expect(readTimes(long, { nowMs, timeZone }).length).toBeLessThan(200)
  })
})
