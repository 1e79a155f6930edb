import type { Message } from '../../../../api/index.ts'

type Part = Message['delivery'][number]
export type Delivery = Part['state'] | 'held'

// The worst of its parts is what a person should know of a message.
const gravity: readonly Delivery[] = ['failed', 'unknown', 'held', 'queued', 'sending', 'cancelled', 'sent']

// A message that is queued for longer than this waits for the flood budget of its chat.
const heldAfterMs = 5_000

/** How the worst part of a message of ours stands at `nowMs`, with the code that says why; null for what was never to leave. Pure. */
export function worstDelivery(
  { delivery, sent_at }: Pick<Message, 'delivery' | 'sent_at'>,
  nowMs: number,
): { readonly state: Delivery; readonly code: string | null } | null {
  const isOld = nowMs - Date.parse(sent_at) > heldAfterMs
  const parts = delivery.map(({ state, error_code: code }) => ({
    state: state === 'queued' && isOld ? ('held' as const) : state,
    code,
  }))
  return parts.toSorted((one, other) => gravity.indexOf(one.state) - gravity.indexOf(other.state))[0] ?? null
}
