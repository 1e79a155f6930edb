import { createHmac } from 'node:crypto'

/** What is signed: the parts that a receiver must trust. */
export interface SignedMessage {
  readonly id: string
  readonly timestampSeconds: number
  readonly body: string
}

/**
 * The value of `webhook-signature` (Standard Webhooks, symmetric: HMAC-SHA256): one signature for each secret, so that a
 * receiver that knows either the new or the former one can verify it.
 */
export function signMessage(message: SignedMessage, secrets: readonly string[]): string {
  return secrets.map(secret => `v1,${signWith(message, secret)}`).join(' ')
}

const prefix = 'whsec_'

/** A secret as receivers' libraries take it: a prefix and base64. `bytes` are at least 24 random ones. */
export function formatSecret(bytes: Buffer): string {
  return `${prefix}${bytes.toString('base64')}`
}

function signWith({ id, timestampSeconds, body }: SignedMessage, secret: string): string {
  const key = Buffer.from(secret.slice(prefix.length), 'base64')
  return createHmac('sha256', key).update(`${id}.${timestampSeconds}.${body}`).digest('base64')
}
