import type { IncomingMessage } from 'node:http'

export type ReadBody = { readonly kind: 'body'; readonly text: string } | { readonly kind: 'too-large' }

/** Reads a request body of at most `maxBytes`; what is above is not kept. Rejects when the sender goes away. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<ReadBody> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return { kind: 'too-large' }
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > maxBytes) return { kind: 'too-large' }
    chunks.push(chunk)
  }
  return { kind: 'body', text: Buffer.concat(chunks).toString('utf8') }
}
