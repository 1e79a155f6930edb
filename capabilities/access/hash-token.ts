import { createHash } from 'node:crypto'

/** What the database holds of a secret. Ours are 256 random bits, so a fast hash without salt is enough. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
