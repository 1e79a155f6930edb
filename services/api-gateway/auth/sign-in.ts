import { createHash } from 'node:crypto'
import type { Database } from '#shared/database'
import { type Clock, newToken } from '#shared/utils'

export type LinkUse =
  | { readonly kind: 'signed-in'; readonly sessionToken: string }
  /** Used, expired or never made: the three are told apart by nobody, on purpose. */
  | { readonly kind: 'unusable' }

/** One-time links and the browser sessions they open. The database holds SHA-256 hashes only: a stolen copy opens nothing. */
export interface SignIn {
  /** Makes a link token good for one use within 15 minutes. */
  createLinkToken(): Promise<string>
  /** Two tabs with one link: the first gets the session. */
  useLinkToken(token: string): Promise<LinkUse>
  hasSession(sessionToken: string): Promise<boolean>
  endSession(sessionToken: string): Promise<void>
}

const linkLifeMs = 15 * 60_000

export function createSignIn({
  database,
  clock,
  sessionLifeMs,
}: {
  readonly database: Database
  readonly clock: Clock
  readonly sessionLifeMs: number
}): SignIn {
  return {
    async createLinkToken() {
      const token = newToken()
      const now = clock.now()
      await database.transaction(async tx => {
        await tx.deleteFrom('login_links').where('expires_at', '<=', now).execute()
        await tx.deleteFrom('sessions').where('expires_at', '<=', now).execute()
        await tx
          .insertInto('login_links')
          .values({ token_hash: hash(token), created_at: now, expires_at: now + linkLifeMs, used_at: null })
          .execute()
      })
      return token
    },
    useLinkToken(token) {
      const now = clock.now()
      return database.transaction(async tx => {
        const link = await tx
          .updateTable('login_links')
          .set({ used_at: now })
          .where('token_hash', '=', hash(token))
          .where('used_at', 'is', null)
          .where('expires_at', '>', now)
          .returning('token_hash')
          .executeTakeFirst()
        if (link === undefined) return { kind: 'unusable' }
        const sessionToken = newToken()
        await tx
          .insertInto('sessions')
          .values({ token_hash: hash(sessionToken), created_at: now, expires_at: now + sessionLifeMs })
          .execute()
        return { kind: 'signed-in', sessionToken }
      })
    },
    async hasSession(sessionToken) {
      const session = await database.db
        .selectFrom('sessions')
        .select('id')
        .where('token_hash', '=', hash(sessionToken))
        .where('expires_at', '>', clock.now())
        .executeTakeFirst()
      return session !== undefined
    },
    async endSession(sessionToken) {
      await database.db.deleteFrom('sessions').where('token_hash', '=', hash(sessionToken)).execute()
    },
  }
}

// The tokens are 256 random bits, so a fast hash without salt is enough.
function hash(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
