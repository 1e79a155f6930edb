import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { type Clock, sleep } from '#shared/utils'
import { type FormAnswer, postForm, refusalCode, scopes } from './access-token.ts'
import { type CredentialFiles, type OAuthClient, readOAuthClient } from './credentials.ts'

export interface ConnectDeps extends CredentialFiles {
  readonly clock: Clock
  readonly timeoutMs: number
  readonly signal: AbortSignal
  /** Tells the owner where to go, on any device, and what to type there. */
  readonly show: (invitation: { readonly url: string; readonly code: string }) => void
}

/**
 * `code`: bad_credentials (the file is no OAuth client), access_denied (the owner said no), expired_token (nobody came),
 * invalid_scope or invalid_client (the client is not of the type "TVs and limited input devices"), cancelled, …
 */
export type ConnectOutcome = { readonly kind: 'connected' } | { readonly kind: 'failed'; readonly code: string }

const invitationSchema = z.object({
  device_code: z.string(),
  user_code: z.string(),
  verification_url: z.url(),
  expires_in: z.number().positive(),
  interval: z.number().positive().default(5),
})
const tokenSchema = z.object({ refresh_token: z.string().min(1) })
const slowDownMs = 5000

/**
 * Lets an owner give access to their calendar without a browser on this machine (OAuth device flow, RFC 8628), and writes the
 * token into its file, readable by this user only.
 */
export async function connectGoogle(deps: ConnectDeps): Promise<ConnectOutcome> {
  const client = await readOAuthClient(deps.credentialsPath)
  if (client === null) return { kind: 'failed', code: 'bad_credentials' }
  const url = new URL('device/code', client.tokenUrl).href
  const answer = await postForm(url, { client_id: client.clientId, scope: scopes }, deps)
  if (answer.kind === 'failed') return answer
  const invitation = invitationSchema.safeParse(answer.body)
  if (!invitation.success) return { kind: 'failed', code: refusalCode(answer.body) }
  deps.show({ url: invitation.data.verification_url, code: invitation.data.user_code })
  return awaitConsent(deps, client, invitation.data)
}

async function awaitConsent(
  deps: ConnectDeps,
  client: OAuthClient,
  invitation: z.infer<typeof invitationSchema>,
): Promise<ConnectOutcome> {
  const endsAt = deps.clock.now() + invitation.expires_in * 1000
  let pauseMs = invitation.interval * 1000
  while (deps.clock.now() < endsAt && !deps.signal.aborted) {
    await sleep(deps.clock, pauseMs, deps.signal)
    const answer = await askForToken(deps, client, invitation.device_code)
    // A network that was away for a moment is no reason to begin anew.
    if (answer.kind === 'failed') continue
    const token = tokenSchema.safeParse(answer.body)
    if (token.success) return keepToken(deps.tokenPath, token.data.refresh_token)
    const code = refusalCode(answer.body)
    if (code === 'slow_down') pauseMs += slowDownMs
    else if (code !== 'authorization_pending') return { kind: 'failed', code }
  }
  return { kind: 'failed', code: deps.signal.aborted ? 'cancelled' : 'expired_token' }
}

function askForToken(deps: ConnectDeps, client: OAuthClient, deviceCode: string): Promise<FormAnswer> {
  const form = {
    client_id: client.clientId,
    client_secret: client.clientSecret.reveal(),
    device_code: deviceCode,
    grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
  }
  return postForm(client.tokenUrl, form, deps)
}

async function keepToken(path: string, refreshToken: string): Promise<ConnectOutcome> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, `${JSON.stringify({ refresh_token: refreshToken })}\n`, { mode: 0o600 })
  return { kind: 'connected' }
}
