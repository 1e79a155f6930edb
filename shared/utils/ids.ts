import { randomBytes, randomUUID } from 'node:crypto'

/** Makes an id no one else has. An argument, so that a test can make ids it can name. */
export type NewId = () => string

/**
 * UUIDv7 (RFC 9562): sorts by the time it was made, so an index on it grows at one end.
 * The random half comes from randomUUID, which Node serves from a pool: 0.2 µs against 2 µs for randomBytes.
 */
export const newId: NewId = () => {
  const time = Date.now().toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`
}

/** A URL-safe secret of `bytes` random bytes (32 bytes: 256 bits, not guessable). */
export function newToken(bytes = 32): string {
  return randomBytes(bytes).toString('base64url')
}

/** The fake beside `newId`: id-1, id-2, … */
export function createFakeIds(prefix = 'id'): NewId {
  let count = 0
  return () => `${prefix}-${++count}`
}
