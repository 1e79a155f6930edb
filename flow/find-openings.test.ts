import { expect, it } from 'vitest'
import { type BusyOutcome, createInternalCalendar } from '#capabilities/calendar'
import { readPlaybook } from '#capabilities/sales'
import { createFakeClock, silentLogger } from '#shared/utils'
import { describeEachDatabase } from '../testing/databases.ts'
import { createFindOpenings } from './find-openings.ts'

const { meeting } = readPlaybook(new URL('../playbooks', import.meta.url).pathname, 'general')
const wish = { count: 3 }

describeEachDatabase('openings', open => {
  it('are offered after one look into the calendar, however many clients want them, for half a minute', async () => {
    const { find, clock, looks } = await start()
    const offers = await Promise.all(Array.from({ length: 20 }, () => find(wish)))
    expect(offers.every(offer => offer?.length === 3)).toBe(true)
    await find(wish)
    expect(looks()).toBe(1)
    await clock.advance(30_000)
    await find(wish)
    expect(looks()).toBe(2)
  })

  it('are none while the calendar cannot be seen, and there again at the next look that works', async () => {
    const { find, script } = await start()
    script({ kind: 'unavailable', code: 'http_503' })
    expect(await find(wish)).toBeNull()
    expect(await find(wish)).toHaveLength(3)
  })

  async function start() {
    const clock = createFakeClock(Date.UTC(2026, 0, 14, 9))
    const internal = createInternalCalendar()
    const scripted: BusyOutcome[] = []
    let looks = 0
    const find = createFindOpenings({
      database: await open(),
      calendar: {
        ...internal,
        async listBusy(from, to, signal) {
          looks += 1
          return scripted.shift() ?? internal.listBusy(from, to, signal)
        },
      },
      rules: () => meeting && { ...meeting, timeZone: 'Europe/Moscow' },
      clock,
      logger: silentLogger,
    })
    return { find, clock, looks: () => looks, script: (outcome: BusyOutcome) => void scripted.push(outcome) }
  }
})
