import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { Secret } from '#shared/utils'

export interface CredentialFiles {
  /** A service account's key, or an OAuth client, as Google's console hands them out. */
  readonly credentialsPath: string
  /** OAuth only: where the token lies. */
  readonly tokenPath: string
}

export interface OAuthClient {
  readonly clientId: string
  readonly clientSecret: Secret
  readonly tokenUrl: string
}

/** Who we are to Google. */
export type GoogleCredentials =
  | {
      readonly kind: 'service-account'
      readonly email: string
      readonly privateKey: Secret
      readonly tokenUrl: string
    }
  | ({ readonly kind: 'user'; readonly refreshToken: Secret } & OAuthClient)

/** `code`: no_credentials (no such file), bad_credentials (not one of Google's), no_token (not yet connected). */
export type CredentialsOutcome =
  | { readonly kind: 'read'; readonly credentials: GoogleCredentials }
  | { readonly kind: 'missing'; readonly code: string }

const defaultTokenUrl = 'https://oauth2.googleapis.com/token'

const serviceAccountSchema = z.object({
  type: z.literal('service_account'),
  client_email: z.string(),
  private_key: z.string(),
  token_uri: z.url().default(defaultTokenUrl),
})
const clientSchema = z.object({
  client_id: z.string(),
  client_secret: z.string(),
  token_uri: z.url().default(defaultTokenUrl),
})
// The console names the group after the type of the client.
const clientFileSchema = z.union([z.object({ installed: clientSchema }), z.object({ web: clientSchema })])
// Python's google-auth, which the earlier system used, keeps the client beside the token; ours has only the token.
const tokenSchema = clientSchema.partial().extend({ refresh_token: z.string().min(1) })

/** Reads the files anew each time, so that an owner may put or replace them without a restart. */
export async function readCredentials(files: CredentialFiles): Promise<CredentialsOutcome> {
  const file = await readJson(files.credentialsPath)
  if (file === null) return { kind: 'missing', code: 'no_credentials' }
  const account = serviceAccountSchema.safeParse(file)
  if (account.success) {
    const { client_email: email, private_key: key, token_uri: tokenUrl } = account.data
    return { kind: 'read', credentials: { kind: 'service-account', email, privateKey: new Secret(key), tokenUrl } }
  }
  const client = parseClient(file)
  if (client === null) return { kind: 'missing', code: 'bad_credentials' }
  const token = tokenSchema.safeParse(await readJson(files.tokenPath))
  if (!token.success) return { kind: 'missing', code: 'no_token' }
  const refreshToken = new Secret(token.data.refresh_token)
  return { kind: 'read', credentials: { kind: 'user', refreshToken, ...client } }
}

/** The OAuth client that an owner connects with; null when the file is not one. */
export async function readOAuthClient(path: string): Promise<OAuthClient | null> {
  return parseClient(await readJson(path))
}

function parseClient(file: unknown): OAuthClient | null {
  const parsed = clientFileSchema.safeParse(file)
  if (!parsed.success) return null
  const client = 'installed' in parsed.data ? parsed.data.installed : parsed.data.web
  return { clientId: client.client_id, clientSecret: new Secret(client.client_secret), tokenUrl: client.token_uri }
}

/** Null when it cannot be read or is no JSON. */
async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch {
    return null
  }
}
