import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { Secret, systemClock } from '#shared/utils'
import { isRadicaleMissing, type Radicale, startRadicale } from '../../../testing/caldav/start-radicale.ts'
import { startLoopbackServer } from '../../../testing/loopback-server.ts'
import { describeCalendar, entry } from '../calendar.contract.ts'
import type { Calendar } from '../contract.ts'
import { type CaldavSettings, createCaldavCalendar } from './create-caldav-calendar.ts'

const hourMs = 3_600_000
const ten = entry.startsAt
const { signal } = new AbortController()

describe.skipIf(isRadicaleMissing)('a CalDAV server', () => {
  let radicale: Radicale
  let count = 0
  let name = ''

  beforeAll(async () => {
    radicale = await startRadicale()
  })
  afterAll(() => radicale.stop())

  const open = (change: Partial<CaldavSettings> = {}): Calendar => {
    const { url, user, password } = radicale
    const access = { url, user, password: new Secret(password), timeoutMs: 5000 }
    return createCaldavCalendar({ ...access, calendar: name, timeZone: 'Europe/Moscow', ...change }, systemClock)
  }
  const makeCalendar = async () => {
    name = `work${++count}`
    await radicale.makeCalendar(name, `Встречи ${count}`)
  }
  const put = (uid: string, lines: readonly string[]) =>
    radicale.request('PUT', `/${radicale.user}/${name}/${uid}.ics`, calendarFile(uid, lines))
  const listFiles = async () =>
    (await radicale.request('GET', `/${radicale.user}/${name}/`)).split('BEGIN:VEVENT').slice(1)

  describeCalendar('a CalDAV server', async () => {
    await makeCalendar()
    let made = 0
    return {
      calendar: open(),
      outside: {
        occupy: async ({ from, to }) =>
          void (await put(`own${++made}`, [`DTSTART:${stamp(from)}`, `DTEND:${stamp(to)}`])),
        occupyDay: async date => void (await put(`own${++made}`, [`DTSTART;VALUE=DATE:${date.replaceAll('-', '')}`])),
        listEntries: async () => (await listFiles()).map(readEntry),
      },
      close: async () => {},
    }
  })

  describe('a CalDAV server', () => {
    beforeEach(makeCalendar)

    it('is found by its address, its home or the calendar, under either of its names', async () => {
      const home = `${radicale.url}/${radicale.user}`
      const ways = [{}, { url: home }, { calendar: `Встречи ${count}` }, { url: `${home}/${name}`, calendar: null }]
      for (const [index, way] of ways.entries()) {
        const saved = await open(way).save({ ...entry, uid: `${entry.uid}${index}` }, signal)
        expect(saved).toMatchObject({ kind: 'saved' })
      }
      expect(await listFiles()).toHaveLength(ways.length)
    })

    it('that has no such calendar is not a free one', async () => {
      const calendar = open({ calendar: 'nowhere' })
      expect(await calendar.listBusy(ten, ten + hourMs, signal)).toEqual({
        kind: 'unavailable',
        code: 'calendar_not_found',
      })
      expect(await calendar.save(entry, signal)).toEqual({ kind: 'refused', code: 'calendar_not_found' })
    })

    it('that does not take the password says so', async () => {
      const calendar = open({ password: new Secret('guess') })
      expect(await calendar.listBusy(ten, ten + hourMs, signal)).toEqual({ kind: 'unavailable', code: 'unauthorized' })
      expect(await calendar.save(entry, signal)).toEqual({ kind: 'refused', code: 'unauthorized' })
    })

    it('whose calendar was deleted and made again is found again', async () => {
      const calendar = open()
      await calendar.save(entry, signal)
      await radicale.request('DELETE', `/${radicale.user}/${name}/`)
      expect(await calendar.save(entry, signal)).toMatchObject({ kind: 'refused' })
      await radicale.makeCalendar(name, name)
      expect(await calendar.save(entry, signal)).toMatchObject({ kind: 'saved' })
    })

    it('two writers of one entry make one', async () => {
      const calendar = open()
      const outcomes = await Promise.all(Array.from({ length: 10 }, () => calendar.save(entry, signal)))
      expect(outcomes).toEqual(outcomes.map(() => ({ kind: 'saved', externalId: entry.uid })))
      expect(await listFiles()).toHaveLength(1)
    })

    it('a series takes its time every week, in the wall time of its zone, except where it was changed', async () => {
      const zone = ['DTSTART;TZID=Europe/Berlin:20261012T100000', 'DTEND;TZID=Europe/Berlin:20261012T110000']
      await put('series', [...zone, 'RRULE:FREQ=WEEKLY', 'EXDATE;TZID=Europe/Berlin:20261019T100000'])
      const outcome = await open().listBusy(Date.UTC(2026, 9, 11), Date.UTC(2026, 10, 10), signal)
      if (outcome.kind !== 'known') throw new Error(outcome.code)
      // Summer time ends on 25 October.
      expect(outcome.busy.map(({ from }) => new Date(from).toISOString())).toEqual([
        '2026-10-12T08:00:00.000Z',
        '2026-10-26T09:00:00.000Z',
        '2026-11-02T09:00:00.000Z',
        '2026-11-09T09:00:00.000Z',
      ])
    })

    it('what is shown as free takes nothing', async () => {
      await put('free', [`DTSTART:${stamp(ten)}`, `DTEND:${stamp(ten + hourMs)}`, 'TRANSP:TRANSPARENT'])
      await put('off', [`DTSTART:${stamp(ten)}`, `DTEND:${stamp(ten + hourMs)}`, 'STATUS:CANCELLED'])
      expect(await open().listBusy(ten, ten + hourMs, signal)).toEqual({ kind: 'known', busy: [] })
    })

    it("a whole day is the owner's day", async () => {
      await put('holiday', ['DTSTART;VALUE=DATE:20261125', 'DTEND;VALUE=DATE:20261126'])
      const outcome = await open().listBusy(ten, ten + hourMs, signal)
      const midnight = Date.UTC(2026, 10, 24, 21)
      expect(outcome).toEqual({ kind: 'known', busy: [{ from: midnight, to: midnight + 24 * hourMs }] })
    })
  })
})

describe('a server that is not well', () => {
  const ask = async (status: number, body: string, type = 'application/xml') => {
    const server = await startLoopbackServer((_, response) =>
      response.writeHead(status, { 'content-type': type }).end(body),
    )
    onTestFinished(() => server.stop())
    const settings = { url: server.url, user: 'a', password: new Secret('b'), timeoutMs: 500, calendar: null }
    const calendar = createCaldavCalendar({ ...settings, timeZone: 'UTC' }, systemClock)
    return [await calendar.listBusy(ten, ten + hourMs, signal), await calendar.save(entry, signal)]
  }

  it.each([
    [503, '', { kind: 'unavailable', code: 'http_503' }],
    [429, '', { kind: 'unavailable', code: 'rate_limited' }],
    [200, '<html>Sign in</html>', { kind: 'unavailable', code: 'bad_answer' }],
    [207, '<multistatus xmlns="DAV:"><response>', { kind: 'unavailable', code: 'bad_answer' }],
    [403, '', { kind: 'refused', code: 'forbidden' }],
  ])('and answers %i %j is never taken for a free calendar', async (status, body, saved) => {
    expect(await ask(status, body)).toEqual([{ kind: 'unavailable', code: saved.code }, saved])
  })

  it('or says nothing at all is given up in time', async () => {
    const server = await startLoopbackServer(() => {})
    onTestFinished(() => server.stop())
    const settings = { url: server.url, user: 'a', password: new Secret('b'), timeoutMs: 100, calendar: null }
    const calendar = createCaldavCalendar({ ...settings, timeZone: 'UTC' }, systemClock)
    expect(await calendar.listBusy(ten, ten + hourMs, signal)).toEqual({ kind: 'unavailable', code: 'timeout' })
  })

  it('or is not there', async () => {
    const server = await startLoopbackServer(() => {})
    await server.stop()
    const settings = { url: server.url, user: 'a', password: new Secret('b'), timeoutMs: 1000, calendar: null }
    const calendar = createCaldavCalendar({ ...settings, timeZone: 'UTC' }, systemClock)
    expect(await calendar.save(entry, signal)).toEqual({ kind: 'unavailable', code: 'ECONNREFUSED' })
  })
})

/** As every program sends it along; Radicale insists on it for a series. */
const berlin = [
  'BEGIN:VTIMEZONE',
  'TZID:Europe/Berlin',
  ...['BEGIN:DAYLIGHT', 'TZOFFSETFROM:+0100', 'TZOFFSETTO:+0200', 'DTSTART:19700329T020000'],
  ...['RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU', 'END:DAYLIGHT'],
  ...['BEGIN:STANDARD', 'TZOFFSETFROM:+0200', 'TZOFFSETTO:+0100', 'DTSTART:19701025T030000'],
  ...['RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU', 'END:STANDARD'],
  'END:VTIMEZONE',
]

function calendarFile(uid: string, lines: readonly string[]): string {
  const event = ['BEGIN:VEVENT', `UID:${uid}`, 'DTSTAMP:20260101T000000Z', 'SUMMARY:own', ...lines, 'END:VEVENT']
  return `${['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//EN', ...berlin, ...event, 'END:VCALENDAR'].join('\r\n')}\r\n`
}

function readEntry(event: string) {
  const unfolded = event.replaceAll(/\r?\n[ \t]/g, '')
  const value = (name: string) => new RegExp(`^${name}:(.*)$`, 'm').exec(unfolded)?.[1]?.trim() ?? ''
  const plain = (text: string) => text.replaceAll(/\\([\\;,nN])/g, (_, mark) => (/n/i.test(mark) ? '\n' : mark))
  const [from, to] = [parseStamp(value('DTSTART')), parseStamp(value('DTEND'))]
  return {
    uid: value('UID'),
    startsAt: from,
    minutes: (to - from) / 60_000,
    title: plain(value('SUMMARY')),
    description: plain(value('DESCRIPTION')),
  }
}

function stamp(instant: number): string {
  return new Date(instant).toISOString().replaceAll(/[-:]|\.000/g, '')
}

function parseStamp(text: string): number {
  return Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'))
}
