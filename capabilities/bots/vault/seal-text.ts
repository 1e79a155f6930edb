import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { SecretKey } from './secret-key.ts'

// As NIST SP 800-38D recommends for GCM: 96 random bits for each message, and the whole tag.
const algorithm = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16
const version = 'v1.'

/** Encrypts `text` so that it opens only with this key and at this `place` (what it belongs to). */
export function sealText(text: string, place: string, { bytes }: SecretKey): string {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv(algorithm, bytes, nonce).setAAD(Buffer.from(place))
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return version + Buffer.concat([nonce, body, cipher.getAuthTag()]).toString('base64url')
}

/** Null when it was sealed by another key, for another place, or was changed since. */
export function unsealText(sealed: string, place: string, { bytes }: SecretKey): string | null {
  if (!sealed.startsWith(version)) return null
  const whole = Buffer.from(sealed.slice(version.length), 'base64url')
  if (whole.length < nonceBytes + tagBytes) return null
  const decipher = createDecipheriv(algorithm, bytes, whole.subarray(0, nonceBytes), { authTagLength: tagBytes })
  decipher.setAAD(Buffer.from(place)).setAuthTag(whole.subarray(-tagBytes))
  try {
    return decipher.update(whole.subarray(nonceBytes, -tagBytes), undefined, 'utf8') + decipher.final('utf8')
  } catch {
    // The tag does not fit: GCM says no more than that, and neither may we.
    return null
  }
}
