import { type BotProfile, botIdOfToken } from '#capabilities/channels'
import type { Secret } from '#shared/utils'
import type { BotDesk, TokenRefusal } from './bot-desk.ts'

export type TokenVerdict = { readonly kind: 'good'; readonly bot: BotProfile } | TokenRefusal

/** Whether Telegram takes a token, asked live. */
export async function checkToken({ identify }: Pick<BotDesk, 'identify'>, token: Secret): Promise<TokenVerdict> {
  if (botIdOfToken(token) === null) return { kind: 'malformed' }
  const identity = await identify(token)
  return identity.kind === 'identified' ? { kind: 'good', bot: identity.bot } : identity
}
