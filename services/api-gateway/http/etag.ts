import { createHash } from 'node:crypto'

/** A strong entity tag (RFC 9110, section 8.8.3) of a resource's JSON. */
export function writeEtag(body: unknown): string {
  return `"${createHash('sha256').update(JSON.stringify(body)).digest('base64url').slice(0, 22)}"`
}

/** Whether a write with this `If-Match` may go ahead on what has this tag. Weak tags never match, as the RFC wants it. */
export function mayWrite(ifMatch: string | undefined, etag: string): boolean {
  if (ifMatch === undefined) return true
  return ifMatch.split(',').some(tag => tag.trim() === '*' || tag.trim() === etag)
}
