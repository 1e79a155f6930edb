import fc from 'fast-check'
import { IANAZone } from 'luxon'
import { expect, it } from 'vitest'
import { findZone, localDay } from './find-zone.ts'

const names = fc.constantFrom(
  'Europe/Moscow',
  'America/New_York',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Etc/GMT-7',
)

it('a remembered zone has the offset that Intl tells, on days with a change of clocks too', () => {
  const hourMs = 3_600_000
  const hours = fc.integer({ min: Date.UTC(2024, 0, 1) / hourMs, max: Date.UTC(2032, 0, 1) / hourMs })
  const changes = fc
    .constantFrom(Date.UTC(2026, 2, 8), Date.UTC(2026, 10, 1), Date.UTC(2026, 3, 4))
    .chain(startMs => fc.integer({ min: 0, max: 36 }).map(hour => startMs / hourMs + hour))
  fc.assert(
    fc.property(names, fc.oneof(hours, changes), fc.nat(hourMs - 1), (name, hour, restMs) => {
      const atMs = hour * hourMs + restMs
      expect(findZone(name).offset(atMs)).toBe(IANAZone.create(name).offset(atMs))
    }),
    { numRuns: 3000 },
  )
})

it('a zone that nobody knows stays invalid', () => expect(findZone('Mars/Olympus').isValid).toBe(false))

it('a day is that of the zone', () => {
  const atMs = Date.UTC(2026, 11, 31, 21, 30)
  expect(localDay(atMs, 'Europe/Moscow')).toBe('2027-01-01')
  expect(localDay(atMs, 'America/New_York')).toBe('2026-12-31')
})
