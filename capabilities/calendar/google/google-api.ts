import { z } from 'zod'
import type { Clock } from '#shared/utils'
import { callServer } from '../http/call-server.ts'
import { createTokenSource, parseJson } from './access-token.ts'
import type { CredentialFiles } from './credentials.ts'

export interface GoogleApiSettings extends CredentialFiles {
  /** `https://www.googleapis.com/calendar/v3`, without a slash at the end. */
  readonly apiRoot: string
  readonly timeoutMs: number
}

export interface GoogleRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Below the root, with a slash at its begin. */
  readonly path: string
  readonly body: object | null
}

export type GoogleAnswer =
  | { readonly kind: 'done'; readonly body: unknown }
  /** What is named is not there (404). */
  | { readonly kind: 'absent' }
  /** It was there and has been deleted (410). */
  | { readonly kind: 'deleted' }
  /** Something with this id is there already (409). */
  | { readonly kind: 'duplicate' }
  | { readonly kind: 'unavailable'; readonly code: string }
  | { readonly kind: 'refused'; readonly code: string }

export type GoogleApi = (request: GoogleRequest, signal: AbortSignal) => Promise<GoogleAnswer>

const errorSchema = z.object({ error: z.object({ errors: z.array(z.object({ reason: z.string() })).optional() }) })
/** Reasons of a 403 that pass by themselves: https://developers.google.com/workspace/calendar/api/guides/errors */
const passingReasons = ['rateLimitExceeded', 'userRateLimitExceeded', 'quotaExceeded', 'dailyLimitExceeded']

/** Google's REST API v3: one call, with the token it needs. A token that Google takes no more is renewed once. */
export function createGoogleApi(settings: GoogleApiSettings, clock: Clock): GoogleApi {
  const tokens = createTokenSource({ ...settings, clock })
  return async (request, signal) => {
    const first = await call(request, signal)
    if (first.kind !== 'refused' || first.code !== 'unauthorized') return first
    tokens.forget()
    return call(request, signal)
  }

  async function call({ method, path, body }: GoogleRequest, signal: AbortSignal): Promise<GoogleAnswer> {
    if (signal.aborted) return { kind: 'unavailable', code: 'cancelled' }
    const token = await tokens.get(signal)
    if (token.kind !== 'token') return token
    const headers = {
      authorization: `Bearer ${token.token.reveal()}`,
      ...(body === null ? {} : { 'content-type': 'application/json' }),
    }
    const url = `${settings.apiRoot}${path}`
    const answer = await callServer(
      { method, url, headers, body: body === null ? null : JSON.stringify(body) },
      { timeoutMs: settings.timeoutMs, clock, signal },
    )
    return answer.kind === 'failed' ? { kind: 'unavailable', code: answer.code } : judge(answer.status, answer.text)
  }
}

function judge(status: number, text: string): GoogleAnswer {
  if (status === 204) return { kind: 'done', body: null }
  const body = parseJson(text)
  // A page of some proxy is no answer of Google's.
  if (status === 200) return body === null ? { kind: 'unavailable', code: 'bad_answer' } : { kind: 'done', body }
  if (status === 404) return { kind: 'absent' }
  if (status === 409) return { kind: 'duplicate' }
  if (status === 410) return { kind: 'deleted' }
  if (status === 429 || (status === 403 && isPassing(body))) return { kind: 'unavailable', code: 'rate_limited' }
  if (status === 401) return { kind: 'refused', code: 'unauthorized' }
  if (status === 403) return { kind: 'refused', code: 'forbidden' }
  return status >= 400 && status < 500
    ? { kind: 'refused', code: `http_${status}` }
    : { kind: 'unavailable', code: `http_${status}` }
}

function isPassing(body: unknown): boolean {
  const parsed = errorSchema.safeParse(body)
  return parsed.success && (parsed.data.error.errors ?? []).some(({ reason }) => passingReasons.includes(reason))
}
