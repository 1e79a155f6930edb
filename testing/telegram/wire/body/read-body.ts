import type { IncomingMessage } from 'node:http'

/** An upload of 50 MB and the form around it. */
const maxBytes = 51 << 20

/** Hands the whole body to `done`; null when it is larger than Telegram takes. A request that breaks off is dropped. */
export function readBody(request: IncomingMessage, done: (body: Buffer | null) => void): void {
  let first: Buffer | null = null
  let rest: Buffer[] | null = null
  let size = 0
  request.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size > maxBytes) return
    // Nearly every call fits into one chunk, which then needs no copy.
    if (first === null) first = chunk
    else if (rest === null) rest = [first, chunk]
    else rest.push(chunk)
  })
  request.on('end', () => {
    if (size > maxBytes) done(null)
    else done(rest === null ? (first ?? Buffer.alloc(0)) : Buffer.concat(rest))
  })
}
