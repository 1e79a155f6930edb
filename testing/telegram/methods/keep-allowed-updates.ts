import type { BotAccount } from '../state/world.ts'
import type { Params } from '../wire/params.ts'

/** Takes over `allowed_updates` where a call names it; without it the previous list stays. An empty list means the default. */
export function keepAllowedUpdates(bot: BotAccount, params: Params): void {
  const kinds = readKinds(params.allowed_updates)
  if (kinds !== null) bot.queue.allowedKinds = kinds.length === 0 ? null : new Set(kinds)
}

/** Null for what is absent or no list of names: the server ignores it. */
function readKinds(value: unknown): readonly string[] | null {
  if (value === undefined || value === '') return null
  const list = typeof value === 'string' ? parseList(value) : value
  if (!Array.isArray(list) || list.some(kind => typeof kind !== 'string')) return null
  return list.map(kind => String(kind).toLowerCase())
}

function parseList(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
