import { createVerify, type KeyObject } from 'node:crypto'
import { isObject } from './event-store.ts'

export interface OAuthRules {
  readonly now: () => number
  /** Where tokens are asked for: the audience of a service account's claim. */
  readonly tokenUrl: () => string
  readonly serviceAccount: string
  readonly publicKey: KeyObject
  readonly clientId: string
  readonly clientSecret: string
}

export interface OAuthAnswer {
  readonly status: number
  readonly body: object
}

/** Google's token endpoint and its device flow, for one service account and one OAuth client. */
export interface OAuth {
  askForCode(form: URLSearchParams): OAuthAnswer
  askForToken(form: URLSearchParams): OAuthAnswer
  isValid(token: string): boolean
  /** What the owner does on their own device. */
  decide(decision: 'allow' | 'deny'): void
  /** All tokens given so far are worth nothing any more; refresh tokens stay good. */
  expireTokens(): void
  /** The owner withdraws what they allowed. */
  revoke(): void
}

const tokenSeconds = 3599
const neededScopes = ['calendar.freebusy', 'calendar.events'].map(name => `https://www.googleapis.com/auth/${name}`)

export function createOAuth(rules: OAuthRules): OAuth {
  const tokens = new Map<string, number>()
  const refreshTokens = new Set<string>()
  let issued = 0
  let device: { readonly code: string; decision: 'pending' | 'allow' | 'deny' } | null = null

  return {
    askForCode(form) {
      if (form.get('client_id') !== rules.clientId) return refuse('invalid_client')
      if (form.get('scope') !== neededScopes.join(' ')) return refuse('invalid_scope')
      device = { code: `device-${++issued}`, decision: 'pending' }
      const verification_url = 'https://www.google.com/device'
      return ok({ device_code: device.code, user_code: 'GQVQ-JKEC', verification_url, expires_in: 1800, interval: 5 })
    },
    askForToken(form) {
      switch (form.get('grant_type')) {
        case 'urn:ietf:params:oauth:grant-type:jwt-bearer':
          return isSigned(form.get('assertion') ?? '') ? ok(issue()) : refuse('invalid_grant')
        case 'refresh_token':
          if (!isClient(form)) return refuse('invalid_client')
          return refreshTokens.has(form.get('refresh_token') ?? '') ? ok(issue()) : refuse('invalid_grant')
        case 'urn:ietf:params:oauth:grant-type:device_code':
          return isClient(form) ? grantDevice(form.get('device_code')) : refuse('invalid_client')
        default:
          return refuse('unsupported_grant_type')
      }
    },
    isValid: token => (tokens.get(token) ?? 0) > rules.now(),
    decide: decision => {
      if (device !== null) device.decision = decision
    },
    expireTokens: () => tokens.clear(),
    revoke: () => refreshTokens.clear(),
  }

  function issue(): { readonly access_token: string; readonly expires_in: number; readonly token_type: string } {
    const token = `ya29.${++issued}`
    tokens.set(token, rules.now() + tokenSeconds * 1000)
    return { access_token: token, expires_in: tokenSeconds, token_type: 'Bearer' }
  }

  function grantDevice(code: string | null): OAuthAnswer {
    if (device === null || device.code !== code) return refuse('invalid_grant')
    if (device.decision === 'pending') return { status: 428, body: { error: 'authorization_pending' } }
    if (device.decision === 'deny') return { status: 403, body: { error: 'access_denied' } }
    const refresh_token = `1//${++issued}`
    refreshTokens.add(refresh_token)
    device = null
    return ok({ ...issue(), refresh_token })
  }

  function isClient(form: URLSearchParams): boolean {
    return form.get('client_id') === rules.clientId && form.get('client_secret') === rules.clientSecret
  }

  function isSigned(assertion: string): boolean {
    const [head = '', body = '', signature = ''] = assertion.split('.')
    const verifier = createVerify('RSA-SHA256').update(`${head}.${body}`)
    if (!verifier.verify(rules.publicKey, signature, 'base64url')) return false
    const claims: unknown = JSON.parse(Buffer.from(body, 'base64url').toString())
    const now = rules.now() / 1000
    return (
      isObject(claims) &&
      claims.iss === rules.serviceAccount &&
      claims.aud === rules.tokenUrl() &&
      claims.scope === neededScopes.join(' ') &&
      // At most an hour, and not from another day: clocks must agree.
      Number(claims.exp) - Number(claims.iat) <= 3600 &&
      Math.abs(Number(claims.iat) - now) < 300
    )
  }
}

function ok(body: object): OAuthAnswer {
  return { status: 200, body }
}

function refuse(error: string): OAuthAnswer {
  return { status: error === 'invalid_client' ? 401 : 400, body: { error, error_description: 'Injected by a test.' } }
}
