import type { ErrorName } from './answers.ts'

/** An event as its writer sent it, with what Google adds. */
export interface StoredEvent {
  readonly id: string
  readonly status: 'confirmed' | 'cancelled'
  readonly sequence: number
  readonly summary: string
  readonly description: string
  readonly from: number
  readonly to: number
  /** Shown as free: takes no time. */
  readonly isTransparent: boolean
}

export type StoreOutcome =
  | { readonly kind: 'event'; readonly event: StoredEvent }
  | { readonly kind: 'error'; readonly name: ErrorName }

/** One calendar with Google's rules for ids, versions and deleted events. */
export interface EventStore {
  /** All but the deleted ones, in the order in which they were made. */
  list(): readonly StoredEvent[]
  insert(body: unknown): StoreOutcome
  update(id: string, body: unknown): StoreOutcome
  delete(id: string): StoreOutcome
  /** Takes time from the owner without any rule. */
  occupy(event: Pick<StoredEvent, 'from' | 'to' | 'isTransparent'>): void
}

type EventBody = Readonly<Record<string, unknown>>

// https://developers.google.com/workspace/calendar/api/v3/reference/events/insert: base32hex in lower case, 5 to 1024 characters.
const idPattern = /^[a-v0-9]{5,1024}$/

export function createEventStore(): EventStore {
  const events = new Map<string, StoredEvent>()
  return {
    list: () => [...events.values()].filter(event => event.status === 'confirmed'),
    insert(body) {
      const id = isObject(body) ? body.id : undefined
      if (typeof id !== 'string' || !idPattern.test(id)) return { kind: 'error', name: 'invalid' }
      // A deleted event keeps its id.
      return events.has(id) ? { kind: 'error', name: 'duplicate' } : write(id, body, null)
    },
    update(id, body) {
      const before = events.get(id)
      return before === undefined ? { kind: 'error', name: 'notFound' } : write(id, body, before)
    },
    delete(id) {
      const event = events.get(id)
      if (event === undefined) return { kind: 'error', name: 'notFound' }
      if (event.status === 'cancelled') return { kind: 'error', name: 'deleted' }
      const deleted = { ...event, status: 'cancelled', sequence: event.sequence + 1 } as const
      events.set(id, deleted)
      return { kind: 'event', event: deleted }
    },
    occupy(event) {
      const id = `owner${events.size}`
      events.set(id, { ...event, id, status: 'confirmed', sequence: 0, summary: '', description: '' })
    },
  }

  function write(id: string, body: unknown, before: StoredEvent | null): StoreOutcome {
    if (!isObject(body)) return { kind: 'error', name: 'badRequest' }
    const [from, to] = [readTime(body.start), readTime(body.end)]
    if (from === null || to === null) return { kind: 'error', name: 'badRequest' }
    if (to <= from) return { kind: 'error', name: 'timeRangeEmpty' }
    const known = before?.sequence ?? 0
    const sequence = typeof body.sequence === 'number' ? body.sequence : known
    if (sequence < known) return { kind: 'error', name: 'invalidSequence' }
    const isMoved = before !== null && (before.from !== from || before.to !== to)
    const event: StoredEvent = {
      id,
      // An update that does not say otherwise leaves a deleted event deleted.
      status: readStatus(body, before),
      sequence: isMoved ? sequence + 1 : sequence,
      summary: String(body.summary ?? ''),
      description: String(body.description ?? ''),
      from,
      to,
      isTransparent: body.transparency === 'transparent',
    }
    events.set(id, event)
    return { kind: 'event', event }
  }
}

function readStatus(body: EventBody, before: StoredEvent | null): StoredEvent['status'] {
  if (body.status === 'confirmed' || body.status === 'cancelled') return body.status
  return before?.status ?? 'confirmed'
}

function readTime(value: unknown): number | null {
  if (!isObject(value) || typeof value.dateTime !== 'string') return null
  // Without an offset Google wants a timeZone beside it.
  if (!/T.*(?:Z|[+-]\d\d:\d\d)$/.test(value.dateTime)) return null
  const time = Date.parse(value.dateTime)
  return Number.isNaN(time) ? null : time
}

export function isObject(value: unknown): value is EventBody {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
