import type { TokenRefusal } from '#flow'
import { assertNever } from '#shared/utils'

/** Why a token was not taken, and what to do. */
export function describeRefusal(refusal: TokenRefusal): string {
  switch (refusal.kind) {
    case 'malformed':
      return 'This is not shaped like a token of @BotFather (123456:ABC-DEF). Nothing was stored.'
    case 'unauthorized':
      return 'Telegram does not accept this token: it is wrong, or was revoked. Copy it from @BotFather. Nothing was stored.'
    case 'unreachable':
      return `Telegram could not be asked about the token (${refusal.code}). Nothing was stored; check the network and TELEGRAM_API_ROOT, and try again.`
    default:
      return assertNever(refusal)
  }
}
