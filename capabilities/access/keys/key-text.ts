import { newToken } from '#shared/utils'

const mark = 'tap_'
const pattern = /^tap_[A-Za-z0-9_-]{43}$/
// Enough to tell keys apart by; the 220 bits that stay secret are still beyond guessing.
const prefixLength = mark.length + 6

/** A new key of 256 random bits, marked as one of ours so that a scanner of leaked secrets can name it. */
export function newKeyText(): string {
  return `${mark}${newToken()}`
}

/** Whether a text has the shape of a key; spares the database the rest. */
export function isKeyText(text: string): boolean {
  return pattern.test(text)
}

/** What people tell keys apart by. */
export function prefixOf(keyText: string): string {
  return keyText.slice(0, prefixLength)
}
