import type { Clock, Secret } from '#shared/utils'
import { callServer, type ServerCall } from '../http/call-server.ts'

export interface DavSettings {
  readonly user: string
  readonly password: Secret
  readonly timeoutMs: number
}

export type DavFailure =
  | { readonly kind: 'absent' }
  | { readonly kind: 'unavailable'; readonly code: string }
  | { readonly kind: 'refused'; readonly code: string }

export type DavAnswer<Value> =
  | { readonly kind: 'done'; readonly value: Value /** After redirects. */; readonly url: string }
  | DavFailure

export interface DavTools {
  readonly fetch: typeof globalThis.fetch
  readonly tsdav: Pick<typeof import('tsdav'), 'calendarQuery' | 'propfind'>
}

/** A login page is none; and the XML reader would take a half of one for the whole, with fewer entries. */
const wholeMultistatus = /<(?:\/(?:[\w-]+:)?multistatus\s*|(?:[\w-]+:)?multistatus\b[^>]*\/)>\s*$/

/** Speaks WebDAV with one server: our time limits, our judgement of statuses, tsdav's XML. */
export interface DavClient {
  send(call: Pick<ServerCall, 'method' | 'url' | 'body'>, signal: AbortSignal): Promise<DavAnswer<null>>
  /** Lets a function of tsdav ask by our `fetch`, which gives it whole answers of success (207) only. */
  ask<Value>(work: (tools: DavTools) => Promise<Value>, signal: AbortSignal): Promise<DavAnswer<Value>>
}

export function createDavClient(settings: DavSettings, clock: Clock): DavClient {
  const credentials = Buffer.from(`${settings.user}:${settings.password.reveal()}`).toString('base64')
  const authorization = `Basic ${credentials}`

  return {
    async send(call, signal) {
      const headers = {
        authorization,
        ...(call.body === null ? {} : { 'content-type': 'text/calendar; charset=utf-8' }),
      }
      const answer = await callServer({ ...call, headers }, { ...settings, clock, signal })
      if (answer.kind === 'failed') return { kind: 'unavailable', code: answer.code }
      return judge(answer.status) ?? { kind: 'done', value: null, url: answer.url }
    },

    async ask(work, signal) {
      // tsdav reads a failed request as an answer without entries, which would make a calendar that cannot be read look free.
      let failure: DavFailure | null = null
      let url = ''
      const guarded: typeof globalThis.fetch = async (target, init) => {
        const call = {
          method: init?.method ?? 'GET',
          url: target instanceof Request ? target.url : target,
          headers: { ...Object.fromEntries(new Headers(init?.headers)), authorization },
          body: typeof init?.body === 'string' ? init.body : null,
        }
        const answer = await callServer(call, { ...settings, clock, signal })
        failure = answer.kind === 'failed' ? { kind: 'unavailable', code: answer.code } : judge(answer.status)
        if (answer.kind === 'failed' || failure !== null) throw new Error('no successful answer')
        if (!wholeMultistatus.test(answer.text)) throw new Error('no whole answer')
        url = answer.url
        return new Response(answer.text, { status: answer.status, headers: answer.headers })
      }
      // Loaded for those who use it: it takes 9 MB.
      const tsdav = await import('tsdav')
      try {
        return { kind: 'done', value: await work({ fetch: guarded, tsdav }), url }
      } catch {
        // Either our own, or what the XML reader makes of an answer that is not WebDAV.
        return failure ?? { kind: 'unavailable', code: 'bad_answer' }
      }
    },
  }
}

/** Null for success. */
function judge(status: number): DavFailure | null {
  if (status >= 200 && status < 300) return null
  // 409: the collection that should hold it is not there (RFC 4918, 9.7.1).
  if (status === 404 || status === 409 || status === 410) return { kind: 'absent' }
  if (status === 401) return { kind: 'refused', code: 'unauthorized' }
  if (status === 403) return { kind: 'refused', code: 'forbidden' }
  if (status === 429) return { kind: 'unavailable', code: 'rate_limited' }
  // 412, 423: someone else is writing. Redirects are followed; one that is left leads nowhere.
  const isPassing = status >= 500 || status === 408 || status === 412 || status === 423
  return isPassing ? { kind: 'unavailable', code: `http_${status}` } : { kind: 'refused', code: `http_${status}` }
}
