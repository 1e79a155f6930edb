import { checkPlaybook } from '#capabilities/sales'
import { maxBots, type TokenRefusal } from '#flow'
import { assertNever } from '#shared/utils'
import type { Problem } from '../../http/problem.ts'
import type { Business } from '../../operator/desk.ts'

export const botProblems = {
  missing: { status: 404, code: 'bot.not_found', detail: 'There is no such bot.' },
  'from-settings': {
    status: 409,
    code: 'bot.from_settings',
    detail: 'This is the bot of TELEGRAM_BOT_TOKEN: change it in the settings and start again.',
  },
  exists: {
    status: 409,
    code: 'bot.exists',
    detail: 'This bot is here already. To give it another token or playbook, change it: PATCH /bots/{id}.',
  },
  'too-many': {
    status: 409,
    code: 'bot.too_many',
    detail: `There may be ${maxBots} bots at most: remove one that is not used.`,
  },
  'other-bot': {
    status: 422,
    code: 'bot.other_bot',
    detail: 'This token belongs to another bot. Add that one by itself: POST /bots.',
  },
} as const satisfies Record<string, Problem>

/** Why a token was not taken. */
export function describeRefusal(refusal: TokenRefusal): Problem {
  switch (refusal.kind) {
    case 'malformed':
      return refuseToken('It is not shaped like a token of @BotFather: a number, a colon, and letters.')
    case 'unauthorized':
      return refuseToken('Telegram does not accept it: it is wrong, or was revoked. Copy it from @BotFather.')
    case 'unreachable':
      return {
        status: 503,
        code: 'bot.telegram_unreachable',
        detail: `Telegram could not be asked about the token (${refusal.code}). Nothing was stored; try again.`,
      }
    default:
      return assertNever(refusal)
  }
}

function refuseToken(detail: string): Problem {
  return {
    status: 422,
    code: 'bot.token_refused',
    detail: 'The token was not taken.',
    errors: [{ in: 'body', pointer: '/token', detail }],
  }
}

/** Null when a bot can speak by this playbook, or by that of the settings. */
export function refusePlaybook({ playbooksFolder }: Business, name: string | null | undefined): Problem | null {
  if (name == null || checkPlaybook(playbooksFolder, name).length === 0) return null
  const detail = 'There is no such playbook, or it has faults: GET /playbooks has them all.'
  return {
    status: 422,
    code: 'bot.playbook_invalid',
    detail: 'A bot cannot speak by this playbook.',
    errors: [{ in: 'body', pointer: '/playbook', detail }],
  }
}
