import type { Message } from '../../../../api/index.ts'

type Part = Message['delivery'][number]
export type Delivery = Part['state'] | 'held'

/** What became of a message, and why or until when. */
export interface WorstDelivery {
  readonly state: Delivery
  readonly code: string | null
  /** Until when a part that is held has no place in the flood budget; null for all others. */
  readonly heldUntil: string | null
}

// The worst of its parts is what a person should know of a message.
const gravity: readonly Delivery[] = ['failed', 'unknown', 'held', 'queued', 'sending', 'cancelled', 'sent']

/** How the worst part of a message of ours stands; null for what was never to leave. Pure. */
export function worstDelivery({ delivery }: Pick<Message, 'delivery'>): WorstDelivery | null {
  const parts = delivery.map(({ state, error_code: code, held_until: heldUntil }) =>
    // Why it waits is said by the instant, and the code of the refusal says no more.
    heldUntil === null ? { state, code, heldUntil } : { state: 'held' as const, code: null, heldUntil },
  )
  return parts.toSorted((one, other) => gravity.indexOf(one.state) - gravity.indexOf(other.state))[0] ?? null
}
