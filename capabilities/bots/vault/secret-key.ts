import { createHash, randomBytes } from 'node:crypto'

/** A key of AES-256. */
export interface SecretKey {
  /** Names the key without telling anything of it: it is stored beside what the key seals. */
  readonly id: string
  readonly bytes: Buffer
}

/** 32 bytes in base64 or base64url. */
export const keyPattern = /^[\w+/-]{43}=?$/

const idLength = 12

/** Null when `text` is not a key as people write it. */
export function parseKey(text: string): SecretKey | null {
  if (!keyPattern.test(text)) return null
  const bytes = Buffer.from(text, 'base64')
  return bytes.length === 32 ? { id: idOf(bytes), bytes } : null
}

/** A new key as it is written into the key file. */
export function newKeyText(): string {
  return randomBytes(32).toString('base64')
}

function idOf(bytes: Buffer): string {
  return createHash('sha256').update('id of a secret key:').update(bytes).digest('hex').slice(0, idLength)
}
