import { type Bot, isWell, listBots } from '#capabilities/bots'
import type { Database } from '#shared/database'

export interface BotsHealth {
  readonly kind: 'ok' | 'degraded'
  /** `1 of 3 not listening: unauthorized`; names no bot, because anybody may read it. */
  readonly detail: string
}

// The process that runs a bot says so once a minute.
const silentMs = 3 * 60_000

/** Whether every bot that is on is heard and speaks, as the process that runs them wrote down. */
export async function checkBots(
  { db }: Database,
  { settingsBotId, nowMs }: { readonly settingsBotId: number | null; readonly nowMs: number },
): Promise<BotsHealth> {
  const bots = (await listBots(db, settingsBotId)).filter(bot => bot.isEnabled)
  const troubles = bots.flatMap(bot => troubleOf(bot, nowMs))
  if (troubles.length === 0) return { kind: 'ok', detail: `${bots.length} of ${bots.length}` }
  const kinds = [...new Set(troubles)].sort().join(', ')
  return { kind: 'degraded', detail: `${troubles.length} of ${bots.length} not listening: ${kinds}` }
}

function troubleOf(bot: Bot, nowMs: number): readonly string[] {
  if (!isWell(bot)) return [bot.state]
  const lastSign = bot.seenAt ?? bot.stateSince
  return nowMs - lastSign > silentMs ? ['not-running'] : []
}
