import type { IncomingMessage } from 'node:http'
import { type MayConnect, openGuardedRequest } from '#shared/network'
import { errorCode } from '#shared/utils'

/** One answer of a server: a page, the way to another one, or nothing of use. */
export type Answer =
  | { readonly kind: 'page'; readonly contentType: string; readonly bytes: Buffer; readonly isCut: boolean }
  | { readonly kind: 'moved'; readonly location: string }
  | { readonly kind: 'none'; readonly code: string }

/** More than the text of any page; the rest is not waited for. */
const maxBytes = 1_000_000
const pageTypes = /^(?:text\/html|application\/xhtml\+xml|text\/plain)\b/i

/** One GET without cookies. Ends when `signal` aborts, as `link.timeout`. Never rejects. */
export function getOnce(url: URL, mayConnect: MayConnect, signal: AbortSignal): Promise<Answer> {
  const headers = {
    accept: 'text/html, text/plain;q=0.9',
    'accept-encoding': 'identity',
    'user-agent': 'telegram-ai-platform',
  }
  const request = openGuardedRequest(url, { method: 'GET', headers, mayConnect })
  if (request === null) return Promise.resolve({ kind: 'none', code: 'link.unsafe' })
  return new Promise(resolve => {
    const settle = (answer: Answer): void => {
      signal.removeEventListener('abort', stop)
      resolve(answer)
      request.destroy()
    }
    const stop = (): void => settle({ kind: 'none', code: 'link.timeout' })
    if (signal.aborted) return stop()
    signal.addEventListener('abort', stop, { once: true })
    request.on('error', error => settle({ kind: 'none', code: codeOf(error) }))
    request.on('response', response => readAnswer(response, settle))
    request.end()
  })
}

function codeOf(error: unknown): string {
  return errorCode(error) === 'address_private' ? 'link.unsafe' : 'link.unreachable'
}

function readAnswer(response: IncomingMessage, settle: (answer: Answer) => void): void {
  const { statusCode = 0, headers } = response
  const contentType = headers['content-type'] ?? ''
  // What is packed although we asked for it plain may unpack to anything.
  const isPlain = ['', 'identity'].includes(headers['content-encoding'] ?? '')
  if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined) {
    settle({ kind: 'moved', location: headers.location })
  } else if (statusCode !== 200) settle({ kind: 'none', code: `link.http_${statusCode}` })
  else if (!isPlain || !pageTypes.test(contentType)) settle({ kind: 'none', code: 'link.not_a_page' })
  else collect(response, contentType, settle)
}

function collect(response: IncomingMessage, contentType: string, settle: (answer: Answer) => void): void {
  const chunks: Buffer[] = []
  let size = 0
  const finish = (isCut: boolean): void => {
    settle({ kind: 'page', contentType, bytes: Buffer.concat(chunks).subarray(0, maxBytes), isCut })
  }
  response.on('data', (chunk: Buffer) => {
    chunks.push(chunk)
    size += chunk.length
    if (size > maxBytes) finish(true)
  })
  response.on('end', () => finish(false))
  response.on('error', () => settle({ kind: 'none', code: 'link.unreachable' }))
}
