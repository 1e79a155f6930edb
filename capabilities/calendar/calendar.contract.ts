import { getEventListeners } from 'node:events'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { BusyTime, Calendar, CalendarEntry } from './contract.ts'

/** A calendar that works, open for one test. */
export interface CalendarUnderTest {
  readonly calendar: Calendar
  /** The way to look into the outside calendar and to put the owner's own appointments there; null: there is none outside. */
  readonly outside: OutsideCalendar | null
  close(): Promise<void>
}

export interface OutsideCalendar {
  /** An appointment with a time. */
  occupy(busy: BusyTime): Promise<void>
  /** A whole day of a calendar that is in `timeZone`: 2026-11-25. */
  occupyDay(date: string): Promise<void>
  listEntries(): Promise<readonly StoredEntry[]>
}

export type StoredEntry = Pick<CalendarEntry, 'uid' | 'startsAt' | 'minutes' | 'title' | 'description'>

const hourMs = 3_600_000
/** Wednesday 25 November 2026, 10:00 UTC. */
const ten = Date.UTC(2026, 10, 25, 10)

export const entry: CalendarEntry = {
  uid: 'a1b2c3d4e5f60718293a4b5c6d7e8f90',
  startsAt: ten,
  minutes: 60,
  title: 'Консультация: Анна, ООО «Лён; и Ко»',
  description: 'Анна\n+7 900 000-00-00, anna@example.com\nhttps://t.me/anna',
  sequence: 0,
}

/** What every calendar promises. Call it from the calendar's own test file; `timeZone` is the zone of its whole days. */
export function describeCalendar(name: string, open: () => Promise<CalendarUnderTest>): void {
  describe(`the calendar contract, kept by ${name}`, () => {
    let under: CalendarUnderTest
    const { signal } = new AbortController()
    const busyBetween = async (from: number, to: number): Promise<readonly BusyTime[]> => {
      const outcome = await under.calendar.listBusy(from, to, signal)
      if (outcome.kind !== 'known') throw new Error(JSON.stringify(outcome))
      return [...outcome.busy].sort((one, other) => one.from - other.from)
    }

    beforeEach(async () => {
      under = await open()
    })
    afterEach(() => under.close())

    it('takes an entry, changes it, and holds it once', async () => {
      expect(await under.calendar.save(entry, signal)).toMatchObject({ kind: 'saved' })
      expect(await under.calendar.save(entry, signal)).toMatchObject({ kind: 'saved' })
      const moved = { ...entry, startsAt: ten + hourMs, minutes: 30, title: 'Перенос', sequence: 1 }
      expect(await under.calendar.save(moved, signal)).toMatchObject({ kind: 'saved' })
      if (under.outside === null) return
      const { sequence: _, ...stored } = moved
      expect(await under.outside.listEntries()).toEqual([stored])
    })

    it('names an entry the same at every try', async () => {
      const first = await under.calendar.save(entry, signal)
      expect(await under.calendar.save({ ...entry, sequence: 1 }, signal)).toEqual(first)
    })

    it('writes the text of an entry as it is', async () => {
      await under.calendar.save(entry, signal)
      if (under.outside === null) return
      const { sequence: _, ...stored } = entry
      expect(await under.outside.listEntries()).toEqual([stored])
    })

    it('removes an entry; one that is not there counts as removed', async () => {
      await under.calendar.save(entry, signal)
      for (const uid of [entry.uid, entry.uid, 'f'.repeat(32)]) {
        expect(await under.calendar.remove(uid, signal)).toMatchObject({ kind: 'saved' })
      }
      expect(await under.outside?.listEntries()).toEqual(under.outside === null ? undefined : [])
      expect(await busyBetween(ten - hourMs, ten + 2 * hourMs)).toEqual([])
    })

    it('takes an entry back after it was removed: a meeting may be cancelled and the client change their mind', async () => {
      await under.calendar.save(entry, signal)
      await under.calendar.remove(entry.uid, signal)
      expect(await under.calendar.save({ ...entry, sequence: 2 }, signal)).toMatchObject({ kind: 'saved' })
      if (under.outside === null) return
      expect((await under.outside.listEntries()).map(stored => stored.uid)).toEqual([entry.uid])
    })

    it('knows what is taken, and nothing beyond the stretch it was asked for', async () => {
      if (under.outside === null) return expect(await busyBetween(ten, ten + hourMs)).toEqual([])
      await under.outside.occupy({ from: ten, to: ten + hourMs })
      await under.outside.occupy({ from: ten + 3 * hourMs, to: ten + 4 * hourMs })
      await under.outside.occupy({ from: ten + 100 * hourMs, to: ten + 101 * hourMs })
      expect(await busyBetween(ten - hourMs, ten + 24 * hourMs)).toEqual([
        { from: ten, to: ten + hourMs },
        { from: ten + 3 * hourMs, to: ten + 4 * hourMs },
      ])
      expect(await busyBetween(ten + hourMs, ten + 2 * hourMs)).toEqual([])
    })

    it('knows an appointment that reaches into the stretch from before or beyond it', async () => {
      if (under.outside === null) return
      await under.outside.occupy({ from: ten - hourMs, to: ten + hourMs })
      const [taken] = await busyBetween(ten, ten + hourMs / 2)
      expect(taken?.from).toBeLessThanOrEqual(ten)
      expect(taken?.to).toBeGreaterThanOrEqual(ten + hourMs / 2)
    })

    it('counts a whole day as taken, from its first minute to its last', async () => {
      if (under.outside === null) return
      await under.outside.occupyDay('2026-11-25')
      // In whatever zone the calendar is: these hours are within that Wednesday from UTC−1 to UTC+11.
      const inner = { from: Date.UTC(2026, 10, 25, 1), to: Date.UTC(2026, 10, 25, 13) }
      const busy = await busyBetween(inner.from, inner.to)
      expect(busy.some(taken => taken.from <= inner.from && taken.to >= inner.to)).toBe(true)
    })

    it('says that it is unavailable, and changes nothing, when the caller has given up', async () => {
      if (under.outside === null) return
      const gone = AbortSignal.abort()
      expect(await under.calendar.listBusy(ten, ten + hourMs, gone)).toEqual({ kind: 'unavailable', code: 'cancelled' })
      expect(await under.calendar.save(entry, gone)).toEqual({ kind: 'unavailable', code: 'cancelled' })
      expect(await under.calendar.remove(entry.uid, gone)).toEqual({ kind: 'unavailable', code: 'cancelled' })
      expect(await under.outside.listEntries()).toEqual([])
    })

    it('leaves nothing behind on the signal of its caller, who may live long', async () => {
      await under.calendar.save(entry, signal)
      await under.calendar.listBusy(ten, ten + hourMs, signal)
      expect(getEventListeners(signal, 'abort')).toEqual([])
    })
  })
}
