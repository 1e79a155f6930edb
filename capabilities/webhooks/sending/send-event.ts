import type { PublicEvent } from '#shared/events'
import { type PostLimits, type PostOutcome, postJson } from './post-json.ts'
import { signMessage } from './sign-message.ts'

/** Where to, and how to sign. */
export interface Target {
  readonly url: string
  /** The newest first; two while a rotation lasts. */
  readonly secrets: readonly string[]
}

/** What goes out: an event, or the test that looks like one. */
export type Message = Pick<PublicEvent, 'id' | 'version' | 'occurred_at' | 'data'> & { readonly type: string }

/** Sends one event, signed for this moment. The id is the same at each attempt, so a receiver can drop what it has. */
export function sendEvent(target: Target, message: Message, limits: PostLimits): Promise<PostOutcome> {
  const { id } = message
  const body = JSON.stringify(message)
  const timestampSeconds = Math.floor(limits.clock.now() / 1000)
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'telegram-ai-platform',
    'webhook-id': id,
    'webhook-timestamp': String(timestampSeconds),
    'webhook-signature': signMessage({ id, timestampSeconds, body }, target.secrets),
  }
  return postJson({ url: target.url, headers, body }, limits)
}
