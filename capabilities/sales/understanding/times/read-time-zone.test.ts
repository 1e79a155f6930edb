import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readTimeZone } from './read-time-zone.ts'
import { zoneAbbreviations, zoneNames } from './zones/zone-names.ts'

describe('the time zone that a client names', () => {
  it.each([
    ['завтра в 15 по Бангкоку', 'Asia/Bangkok'],
    ['в 15:00 по мск', 'Europe/Moscow'],
    ['15:00 мск', 'Europe/Moscow'],
    ['московское время', 'Europe/Moscow'],
    ['по московскому времени', 'Europe/Moscow'],
    ['по Москве удобно', 'Europe/Moscow'],
    ['UTC+7', 'Etc/GMT-7'],
    ['я в UTC +5:30', 'Asia/Kolkata'],
    ['GMT+3', 'Etc/GMT-3'],
    ['gmt-5', 'Etc/GMT+5'],
    ['15:00 UTC', 'Etc/UTC'],
    ['Bangkok time', 'Asia/Bangkok'],
    ['3pm New York time', 'America/New_York'],
    ['at 5 pm Phuket time please', 'Asia/Bangkok'],
    ['у нас +3 к Москве', 'Etc/GMT-6'],
    ['мск+4', 'Etc/GMT-7'],
    ['МСК +2', 'Etc/GMT-5'],
    ['у меня плюс 4 часа к Москве', 'Etc/GMT-7'],
    ['минус час от Москвы', 'Etc/GMT-2'],
    ['у нас на два часа больше, чем в Москве', 'Etc/GMT-5'],
    ['я в Лондоне', 'Europe/London'],
    ['Я сейчас в Таиланде', 'Asia/Bangkok'],
    ['живу на Бали', 'Asia/Makassar'],
    ['мы из Екатеринбурга', 'Asia/Yekaterinburg'],
    ['у нас в Новосибирске уже вечер', 'Asia/Novosibirsk'],
    ['по екб', 'Asia/Yekaterinburg'],
    ['время владивостокское, но можно по Хабаровску', 'Asia/Vladivostok'],
    ["I'm in Berlin", 'Europe/Berlin'],
    ['we are based in Dubai', 'Asia/Dubai'],
    ['10am EST', 'America/New_York'],
    ['at 15:00 CET', 'Europe/Berlin'],
    ['Pacific time', 'America/Los_Angeles'],
    ['по Нью-Йорку', 'America/New_York'],
    ['по времени Алматы', 'Asia/Almaty'],
    ['北京时间下午三点', 'Asia/Shanghai'],
    ['我在曼谷', 'Asia/Bangkok'],
    ['เวลาไทย', 'Asia/Bangkok'],
  ])('«%s» is %s', (text, zone) => {
    expect(readTimeZone(text)).toBe(zone)
  })

  it.each([
    'наш офис в Москве',
    'доставка в Лондон',
    'по телефону',
    'по четвергам',
    'завтра в 15',
    'время есть',
    'how much time',
    'my first order to Paris',
    'it is best',
    'UTC+25',
    'я в офисе',
    'я в восторге',
    'we are in a hurry',
    '+7 916 123-45-67',
    'у нас +3 человека',
    'римские шторы',
    '',
  ])('«%s» names none', text => {
    expect(readTimeZone(text)).toBeNull()
  })

  it('is always one that Intl knows', () => {
    const offsets = Array.from({ length: 27 }, (_, index) =>
      readTimeZone(`utc${index < 13 ? '-' : '+'}${Math.abs(index - 12)}`),
    )
    const zones = [...zoneNames.map(([zone]) => zone), ...Object.values(zoneAbbreviations), ...offsets]
    for (const timeZone of zones)
      expect(() => new Intl.DateTimeFormat('en', { timeZone: timeZone ?? 'none' })).not.toThrow()
  })

  it('never throws', () => {
    const word = fc.constantFrom(
      'по',
      'мск',
      '+',
      '-',
      '3',
      'к',
      'москве',
      'utc',
      'time',
      'in',
      '时间',
      'я',
      'в',
      'лондоне',
      '99',
    )
    fc.assert(fc.property(fc.array(fc.oneof(word, fc.string())), words => void readTimeZone(words.join(' '))))
  })
})
