import type { Secret } from '#shared/utils'
import { callSignal } from './client/call-signal.ts'
import type { TelegramClient } from './client/create-client.ts'
import { readFailure } from './client/read-failure.ts'

/** Who the bot is, as Telegram tells it. */
export interface BotProfile {
  readonly id: number
  readonly username: string
  readonly displayName: string
  /** Privacy mode is off: the bot sees all talk in its groups. */
  readonly canReadAllGroupMessages: boolean
  /** People can connect it to their own account (Telegram Business). */
  readonly canConnectToBusiness: boolean
}

export type BotIdentity =
  | { readonly kind: 'identified'; readonly bot: BotProfile }
  /** Telegram does not know the token: it is wrong, or was revoked. */
  | { readonly kind: 'unauthorized' }
  /** Nothing is known; ask again. `code` says why (`ECONNREFUSED`, `http_502`, …). */
  | { readonly kind: 'unreachable'; readonly code: string }

/** Asks Telegram who the token belongs to, once. Does not reject for anything Telegram or the network can do. */
export async function identifyBot(client: TelegramClient, signal: AbortSignal): Promise<BotIdentity> {
  try {
    const me = await client.raw.getMe(callSignal(signal))
    return {
      kind: 'identified',
      bot: {
        id: me.id,
        username: me.username,
        displayName: me.first_name,
        canReadAllGroupMessages: me.can_read_all_group_messages,
        canConnectToBusiness: me.can_connect_to_business,
      },
    }
  } catch (error) {
    const failure = readFailure(error)
    if (failure.kind === 'no-answer') return { kind: 'unreachable', code: failure.code }
    // 404 is how the Bot API refuses a token that is not even shaped like one.
    if (failure.status === 401 || failure.status === 404) return { kind: 'unauthorized' }
    return { kind: 'unreachable', code: `http_${failure.status}` }
  }
}

/** The bot's id, which every token begins with; null when the token is not shaped like one. Needs no network. */
export function botIdOfToken(token: Secret): number | null {
  const id = Number(/^(\d+):[\w-]+$/.exec(token.reveal())?.[1])
  return Number.isSafeInteger(id) ? id : null
}
