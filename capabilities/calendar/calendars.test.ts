import { describeCalendar } from './calendar.contract.ts'
import { createInternalCalendar } from './create-internal-calendar.ts'
import { createMemoryCalendar } from './create-memory-calendar.ts'

describeCalendar('the internal calendar', async () => ({
  calendar: createInternalCalendar(),
  outside: null,
  close: async () => {},
}))

describeCalendar('the fake', async () => {
  const calendar = createMemoryCalendar()
  return {
    calendar,
    outside: {
      occupy: async busy => calendar.occupy(busy),
      occupyDay: async date => {
        const from = Date.parse(`${date}T00:00Z`)
        calendar.occupy({ from, to: from + 24 * 3_600_000 })
      },
      listEntries: async () => [...calendar.entries.values()].map(({ sequence: _, ...stored }) => stored),
    },
    close: async () => {},
  }
})
