import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Clock, createFakeClock, type FakeClock } from '#shared/utils'
import {
  type ErrorName,
  type GoogleCalendarServer,
  startGoogleCalendar,
} from '../../../testing/google-calendar/index.ts'
import { describeCalendar, entry } from '../calendar.contract.ts'
import type { Calendar } from '../contract.ts'
import { connectGoogle } from './connect-google.ts'
import { createGoogleCalendar } from './create-google-calendar.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

interface Stage {
  readonly server: GoogleCalendarServer
  readonly clock: FakeClock
  readonly calendar: Calendar
  readonly settings: Parameters<typeof createGoogleCalendar>[0]
  close(): Promise<void>
}

async function openStage(file: 'serviceAccountFile' | 'oauthClientFile' = 'serviceAccountFile'): Promise<Stage> {
  // Timers of the fake clock are for time limits only: real answers take real turns of the loop.
  const clock = createFakeClock()
  const server = await startGoogleCalendar(() => clock.now())
  const folder = await mkdtemp(join(tmpdir(), 'google-'))
  const settings = {
    apiRoot: server.apiRoot,
    calendarId: server.calendarId,
    credentialsPath: join(folder, 'credentials.json'),
    tokenPath: join(folder, 'token', 'token.json'),
    timeoutMs: 1000,
  }
  await writeFile(settings.credentialsPath, JSON.stringify(server[file]))
  const calendar = createGoogleCalendar(settings, clock)
  const close = async () => {
    await server.stop()
    await rm(folder, { recursive: true })
  }
  return { server, clock, calendar, settings, close }
}

describeCalendar('Google Calendar', async () => {
  const { server, calendar, close } = await openStage()
  return {
    calendar,
    outside: {
      occupy: async busy => server.store.occupy({ ...busy, isTransparent: false }),
      occupyDay: async date => {
        const from = Date.parse(`${date}T00:00Z`)
        server.store.occupy({ from, to: from + dayMs, isTransparent: false })
      },
      listEntries: async () =>
        server.store.list().map(event => ({
          uid: event.id,
          startsAt: event.from,
          minutes: (event.to - event.from) / 60_000,
          title: event.summary,
          description: event.description,
        })),
    },
    close,
  }
})

describe('Google Calendar', () => {
  let stage: Stage
  const { signal } = new AbortController()
  const ten = entry.startsAt

  beforeEach(async () => {
    stage = await openStage()
  })
  afterEach(() => stage.close())

  const fail = (...names: readonly ErrorName[]) =>
    stage.server.failNext(...names.map(name => ({ kind: 'error', name }) as const))
  const callsOf = (method: string) => stage.server.calls.filter(call => call.startsWith(method)).length
  const warmUp = () => stage.calendar.listBusy(ten, ten + hourMs, signal)

  it('asks for a token once an hour, not once a call', async () => {
    await warmUp()
    await warmUp()
    const tokenCalls = () => stage.server.calls.filter(call => call === 'POST /token').length
    expect(tokenCalls()).toBe(1)
    await stage.clock.advance(hourMs)
    expect(await warmUp()).toEqual({ kind: 'known', busy: [] })
    expect(tokenCalls()).toBe(2)
  })

  it('renews a token that Google takes no more', async () => {
    await warmUp()
    stage.server.oauth.expireTokens()
    expect(await stage.calendar.save(entry, signal)).toMatchObject({ kind: 'saved' })
  })

  it.each<[ErrorName, object]>([
    ['rateLimitExceeded', { kind: 'unavailable', code: 'rate_limited' }],
    ['tooManyRequests', { kind: 'unavailable', code: 'rate_limited' }],
    ['backendError', { kind: 'unavailable', code: 'http_500' }],
    ['forbiddenForNonOrganizer', { kind: 'refused', code: 'forbidden' }],
    ['badRequest', { kind: 'refused', code: 'http_400' }],
  ])('answered with %s, says so', async (name, outcome) => {
    await warmUp()
    fail(name)
    expect(await stage.calendar.save(entry, signal)).toEqual(outcome)
    fail(name)
    expect(await stage.calendar.remove(entry.uid, signal)).toEqual(outcome)
    fail(name)
    expect(await stage.calendar.listBusy(ten, ten + hourMs, signal)).toMatchObject({ kind: 'unavailable' })
    expect(stage.server.store.list()).toEqual([])
  })

  it('a lost answer leads to one event, however often it is tried', async () => {
    await warmUp()
    stage.server.failNext({ kind: 'error', name: 'notFound' }, { kind: 'drop', when: 'after' })
    expect(await stage.calendar.save(entry, signal)).toMatchObject({ kind: 'unavailable' })
    expect(stage.server.store.list()).toHaveLength(1)
    expect(await stage.calendar.save(entry, signal)).toMatchObject({ kind: 'saved' })
    expect(stage.server.store.list()).toHaveLength(1)
  })

  it('two writers of one new entry make one event', async () => {
    await warmUp()
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => stage.calendar.save(entry, signal)))
    expect(outcomes).toEqual(outcomes.map(() => ({ kind: 'saved', externalId: entry.uid })))
    expect(stage.server.store.list()).toHaveLength(1)
    expect(callsOf('POST /calendar/v3/calendars')).toBeGreaterThan(1)
  })

  it('gives up on a server that says nothing', async () => {
    await warmUp()
    stage.server.failNext({ kind: 'hang' })
    const pending = stage.calendar.listBusy(ten, ten + hourMs, signal)
    await new Promise(resolve => setImmediate(resolve))
    await stage.clock.advance(1000)
    expect(await pending).toEqual({ kind: 'unavailable', code: 'timeout' })
  })

  it('a page of a proxy is no answer, and no free calendar', async () => {
    await warmUp()
    stage.server.failNext({ kind: 'garbage' }, { kind: 'garbage' })
    expect(await stage.calendar.listBusy(ten, ten + hourMs, signal)).toEqual({
      kind: 'unavailable',
      code: 'bad_answer',
    })
    expect(await stage.calendar.save(entry, signal)).toEqual({ kind: 'unavailable', code: 'bad_answer' })
  })

  it('a calendar that is not there, or not shared with us, is not a free one', async () => {
    const other = createGoogleCalendar({ ...stage.settings, calendarId: 'nobody@example.com' }, stage.clock)
    expect(await other.listBusy(ten, ten + hourMs, signal)).toEqual({ kind: 'unavailable', code: 'calendar_not_found' })
    expect(await other.save(entry, signal)).toEqual({ kind: 'refused', code: 'calendar_not_found' })
  })

  it('asks for a long stretch in parts that Google answers', async () => {
    stage.server.store.occupy({ from: ten + 80 * dayMs, to: ten + 80 * dayMs + hourMs, isTransparent: false })
    stage.server.store.occupy({ from: ten + hourMs, to: ten + 2 * hourMs, isTransparent: true })
    expect(await stage.calendar.listBusy(ten, ten + 90 * dayMs, signal)).toEqual({
      kind: 'known',
      busy: [{ from: ten + 80 * dayMs, to: ten + 80 * dayMs + hourMs }],
    })
  })

  it('without credentials, or with broken ones, is unavailable and says which', async () => {
    const { settings, clock } = stage
    const busy = () => createGoogleCalendar(settings, clock).listBusy(ten, ten + hourMs, signal)
    await writeFile(settings.credentialsPath, '{"type": "service_account"}')
    expect(await busy()).toEqual({ kind: 'unavailable', code: 'bad_credentials' })
    await writeFile(settings.credentialsPath, JSON.stringify({ ...stage.server.serviceAccountFile, private_key: 'x' }))
    expect(await busy()).toEqual({ kind: 'unavailable', code: 'bad_credentials' })
    await rm(settings.credentialsPath)
    expect(await busy()).toEqual({ kind: 'unavailable', code: 'no_credentials' })
    expect(await stage.calendar.save(entry, signal)).toEqual({ kind: 'refused', code: 'no_credentials' })
  })

  it('a machine whose clock is wrong is refused by Google, not taken for a free calendar', async () => {
    const wrong = createFakeClock(stage.clock.now() + dayMs)
    const outcome = await createGoogleCalendar(stage.settings, wrong).listBusy(ten, ten + hourMs, signal)
    expect(outcome).toEqual({ kind: 'unavailable', code: 'invalid_grant' })
  })
})

describe('an owner who connects', () => {
  let stage: Stage
  const { signal } = new AbortController()
  beforeEach(async () => {
    stage = await openStage('oauthClientFile')
  })
  afterEach(() => stage.close())

  const connect = async (decision: 'allow' | 'deny') => {
    const { settings, clock, server } = stage
    const shown: string[] = []
    // Pauses pass at once; the time limit of a call, which is the only timer of that length, never comes.
    const hasty: Clock = {
      ...clock,
      after(delayMs, callback) {
        if (delayMs !== settings.timeoutMs) void clock.advance(delayMs).then(callback)
        return () => {}
      },
    }
    const show = ({ url, code }: { readonly url: string; readonly code: string }) => {
      shown.push(url, code)
      // The network is away for a moment.
      server.failNext({ kind: 'drop', when: 'before' })
      server.oauth.decide(decision)
    }
    return { outcome: await connectGoogle({ ...settings, clock: hasty, signal, show }), shown }
  }

  it('types a code on another device, and from then on the calendar works', async () => {
    const { calendar, server } = stage
    expect(await calendar.save(entry, signal)).toEqual({ kind: 'refused', code: 'no_token' })
    expect(await connect('allow')).toEqual({
      outcome: { kind: 'connected' },
      shown: ['https://www.google.com/device', 'GQVQ-JKEC'],
    })
    expect(await calendar.save(entry, signal)).toMatchObject({ kind: 'saved' })
    server.oauth.revoke()
    server.oauth.expireTokens()
    expect(await calendar.save(entry, signal)).toEqual({ kind: 'refused', code: 'invalid_grant' })
  })

  it('and says no, is not connected', async () => {
    expect((await connect('deny')).outcome).toEqual({ kind: 'failed', code: 'access_denied' })
    expect(await stage.calendar.save(entry, signal)).toEqual({ kind: 'refused', code: 'no_token' })
  })

  it('needs the file of an OAuth client', async () => {
    await writeFile(stage.settings.credentialsPath, JSON.stringify(stage.server.serviceAccountFile))
    expect((await connect('allow')).outcome).toEqual({ kind: 'failed', code: 'bad_credentials' })
  })
})
