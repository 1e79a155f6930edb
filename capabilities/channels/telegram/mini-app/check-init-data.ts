import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Secret } from '#shared/utils'

/** What a Mini App says of who opened it. */
export type InitDataVerdict =
  | { readonly kind: 'genuine'; readonly userId: number; readonly languageCode: string | null }
  /** Signed by none of these bots, or changed. */
  | { readonly kind: 'forged' }
  /** Signed by one of ours, longer ago than is allowed. */
  | { readonly kind: 'stale' }

// Our clock and Telegram's differ a little.
const skewMs = 60_000

/**
 * Judges the `initData` of a Mini App by Telegram's rule: HMAC-SHA-256 over the sorted fields, with a key made of the bot's token.
 * Pure.
 */
export function checkInitData(
  initData: string,
  tokens: readonly Secret[],
  { nowMs, maxAgeMs }: { readonly nowMs: number; readonly maxAgeMs: number },
): InitDataVerdict {
  const fields = new URLSearchParams(initData)
  const given = Buffer.from(fields.get('hash') ?? '', 'hex')
  const signed = writeSigned(fields)
  if (!tokens.some(token => isSame(given, sign(signed, token)))) return { kind: 'forged' }
  const ageMs = nowMs - Number(fields.get('auth_date')) * 1000
  if (!(ageMs <= maxAgeMs && ageMs >= -skewMs)) return { kind: 'stale' }
  return readUser(fields.get('user'))
}

// `signature` is part of it: it is left out only by who checks with Telegram's own public key.
function writeSigned(fields: URLSearchParams): string {
  return [...fields]
    .filter(([name]) => name !== 'hash')
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('\n')
}

function sign(text: string, token: Secret): Buffer {
  const key = createHmac('sha256', 'WebAppData').update(token.reveal()).digest()
  return createHmac('sha256', key).update(text).digest()
}

function isSame(given: Buffer, wanted: Buffer): boolean {
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

function readUser(json: string | null): InitDataVerdict {
  try {
    const user: unknown = JSON.parse(json ?? '')
    if (typeof user !== 'object' || user === null || !('id' in user) || !Number.isSafeInteger(user.id)) {
      return { kind: 'forged' }
    }
    const language = 'language_code' in user && typeof user.language_code === 'string' ? user.language_code : null
    return { kind: 'genuine', userId: user.id as number, languageCode: language }
  } catch {
    // Telegram signed something else than a user: a channel's menu, say.
    return { kind: 'forged' }
  }
}
