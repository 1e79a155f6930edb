import type { BusyTime, Calendar, CalendarEntry, SaveOutcome } from './contract.ts'

/** The fake beside the contract: an outside calendar that lives in memory and fails when a test wants it to. */
export interface MemoryCalendar extends Calendar {
  /** What was written, by uid. */
  readonly entries: ReadonlyMap<string, CalendarEntry>
  /** An appointment of the owner's own. */
  occupy(busy: BusyTime): void
  /** Every call gets this outcome and changes nothing, until null. */
  failWith(outcome: Exclude<SaveOutcome, { readonly kind: 'saved' }> | null): void
}

export function createMemoryCalendar(name: Calendar['name'] = 'google'): MemoryCalendar {
  const entries = new Map<string, CalendarEntry>()
  const occupied: BusyTime[] = []
  let failure: Exclude<SaveOutcome, { readonly kind: 'saved' }> | null = null
  return {
    name,
    entries,
    occupy: busy => void occupied.push(busy),
    failWith: outcome => {
      failure = outcome
    },
    async listBusy(from, to, signal) {
      if (failure !== null) return { kind: 'unavailable', code: failure.code }
      if (signal.aborted) return { kind: 'unavailable', code: 'cancelled' }
      const busy = [...occupied, ...[...entries.values()].map(toBusy)]
      return { kind: 'known', busy: busy.filter(taken => taken.to > from && taken.from < to) }
    },
    async save(entry, signal) {
      return write(signal, () => void entries.set(entry.uid, entry), entry.uid)
    },
    async remove(uid, signal) {
      return write(signal, () => void entries.delete(uid), uid)
    },
  }

  function write(signal: AbortSignal, change: () => void, externalId: string): SaveOutcome {
    if (failure !== null) return failure
    if (signal.aborted) return { kind: 'unavailable', code: 'cancelled' }
    change()
    return { kind: 'saved', externalId }
  }
}

function toBusy({ startsAt, minutes }: CalendarEntry): BusyTime {
  return { from: startsAt, to: startsAt + minutes * 60_000 }
}
