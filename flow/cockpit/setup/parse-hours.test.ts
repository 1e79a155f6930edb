import { expect, it } from 'vitest'
import { parseHours } from './parse-hours.ts'

const closed = {
  mon: 'closed',
  tue: 'closed',
  wed: 'closed',
  thu: 'closed',
  fri: 'closed',
  sat: 'closed',
  sun: 'closed',
}
const work = (hours: string) => ({ mon: hours, tue: hours, wed: hours, thu: hours, fri: hours })

it.each([
  ['пн–пт 10–19', { ...closed, ...work('10:00-19:00') }],
  ['Пн-Пт с 9:30 до 18.00, сб 11:00-15:00', { ...closed, ...work('09:30-18:00'), sat: '11:00-15:00' }],
  ['понедельник, среда, пятница 10-14', { ...closed, mon: '10:00-14:00', wed: '10:00-14:00', fri: '10:00-14:00' }],
  ['ежедневно 8—24', { ...work('08:00-24:00'), sat: '08:00-24:00', sun: '08:00-24:00' }],
  ['9 to 17', { ...work('09:00-17:00'), sat: '09:00-17:00', sun: '09:00-17:00' }],
  ['Mon to Fri 9-17, Sat 10:00-13:30', { ...closed, ...work('09:00-17:00'), sat: '10:00-13:30' }],
  ['сб-пн 12-20', { ...closed, sat: '12:00-20:00', sun: '12:00-20:00', mon: '12:00-20:00' }],
  ['ежедневно 10-20, вс 12-18', { ...work('10:00-20:00'), sat: '10:00-20:00', sun: '12:00-18:00' }],
])('hours are read as people write them: %s', (text, hours) => {
  expect(parseHours(text)).toEqual(hours)
})

it.each(['когда как', '', 'пн-пт', '19-10', '25-30', 'звоните 8 800 555-35-35'])(
  'what is no hours is not guessed: %s',
  text => {
    expect(parseHours(text)).toBeNull()
  },
)
