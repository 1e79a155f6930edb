import { createSign } from 'node:crypto'
import { z } from 'zod'
import { type Clock, Secret } from '#shared/utils'
import { callServer } from '../http/call-server.ts'
import { type CredentialFiles, type GoogleCredentials, readCredentials } from './credentials.ts'

/** What we ask for: to see what is taken (no titles), and to write our own entries. */
export const scopes =
  'https://www.googleapis.com/auth/calendar.freebusy https://www.googleapis.com/auth/calendar.events'

export type TokenOutcome =
  | { readonly kind: 'token'; readonly token: Secret }
  | { readonly kind: 'unavailable'; readonly code: string }
  /** Only the owner can help: no credentials, or Google takes them no more. */
  | { readonly kind: 'refused'; readonly code: string }

export interface TokenSource {
  /** A token that is valid for another minute at least. */
  get(signal: AbortSignal): Promise<TokenOutcome>
  /** Google did not take the one we have. */
  forget(): void
}

export interface TokenDeps extends CredentialFiles {
  readonly clock: Clock
  readonly timeoutMs: number
}

const minuteMs = 60_000
const tokenSchema = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() })
const refusalSchema = z.object({ error: z.string().regex(/^[a-z_]+$/) })

/** Tokens are kept in memory until a minute before their end; `expires_in` is Google's. */
export function createTokenSource(deps: TokenDeps): TokenSource {
  let kept: { readonly token: Secret; readonly until: number } | null = null
  return {
    async get(signal) {
      if (kept !== null && kept.until > deps.clock.now()) return { kind: 'token', token: kept.token }
      const read = await readCredentials(deps)
      if (read.kind === 'missing') return { kind: 'refused', code: read.code }
      return exchange(read.credentials, signal)
    },
    forget: () => {
      kept = null
    },
  }

  async function exchange(credentials: GoogleCredentials, signal: AbortSignal): Promise<TokenOutcome> {
    const grant = buildGrant(credentials, deps.clock.now())
    if (grant === null) return { kind: 'refused', code: 'bad_credentials' }
    const answer = await postForm(credentials.tokenUrl, grant, { ...deps, signal })
    if (answer.kind === 'failed') return { kind: 'unavailable', code: answer.code }
    if (answer.status === 429 || answer.status >= 500) return { kind: 'unavailable', code: `token_${answer.status}` }
    const parsed = tokenSchema.safeParse(answer.body)
    if (!parsed.success) return { kind: 'refused', code: refusalCode(answer.body) }
    const token = new Secret(parsed.data.access_token)
    kept = { token, until: deps.clock.now() + parsed.data.expires_in * 1000 - minuteMs }
    return { kind: 'token', token }
  }
}

export type FormAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly body: unknown }
  | { readonly kind: 'failed'; readonly code: string }

/** Asks an OAuth endpoint. A body that is no JSON reads as null. */
export async function postForm(
  url: string,
  form: Readonly<Record<string, string>>,
  limits: { readonly clock: Clock; readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<FormAnswer> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const body = new URLSearchParams(form).toString()
  const answer = await callServer({ method: 'POST', url, headers, body }, limits)
  return answer.kind === 'failed' ? answer : { ...answer, body: parseJson(answer.text) }
}

/** OAuth's own words (invalid_grant, unauthorized_client, …), which name no secret. */
export function refusalCode(body: unknown): string {
  const parsed = refusalSchema.safeParse(body)
  return parsed.success ? parsed.data.error : 'bad_answer'
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function buildGrant(credentials: GoogleCredentials, nowMs: number): Record<string, string> | null {
  if (credentials.kind === 'user') {
    return {
      grant_type: 'refresh_token',
      refresh_token: credentials.refreshToken.reveal(),
      client_id: credentials.clientId,
      client_secret: credentials.clientSecret.reveal(),
    }
  }
  const issuedAt = Math.floor(nowMs / 1000)
  const { email, tokenUrl, privateKey } = credentials
  const claims = { iss: email, scope: scopes, aud: tokenUrl, iat: issuedAt, exp: issuedAt + 3600 }
  const assertion = sign(claims, privateKey)
  return assertion === null ? null : { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion }
}

/** A JWT (RFC 7519) with RS256; null when the key is no key. */
function sign(claims: object, privateKey: Secret): string | null {
  const unsigned = [{ alg: 'RS256', typ: 'JWT' }, claims]
    .map(part => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  try {
    return `${unsigned}.${createSign('RSA-SHA256').update(unsigned).sign(privateKey.reveal(), 'base64url')}`
  } catch {
    return null
  }
}
