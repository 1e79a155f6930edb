import { recordAudit } from '#capabilities/access'
import { deleteBot, findBot } from '#capabilities/bots'
import { dropAccountTurns } from '#capabilities/conversations'
import type { AccountId } from '#shared/database'
import { cancelQueuedOfAccount } from '../outbox.ts'
import type { BotDesk } from './bot-desk.ts'
import { describeBot } from './describe-bot.ts'

export interface BotRemoval {
  readonly accountId: AccountId
  /** For the audit log. */
  readonly actor: string
}

export type BotRemoved =
  | { readonly kind: 'removed' }
  | { readonly kind: 'missing' }
  /** It is the one of TELEGRAM_BOT_TOKEN: it is taken out of the settings. */
  | { readonly kind: 'from-settings' }

/** Forgets a bot and its token. What its clients wrote stays; what was still to be said to them is not said any more. */
export function removeBot(desk: Omit<BotDesk, 'identify'>, { accountId, actor }: BotRemoval): Promise<BotRemoved> {
  const nowMs = desk.clock.now()
  return desk.database.transaction(async tx => {
    const bot = await findBot(tx, accountId, desk.settingsBotId)
    if (bot === null) return { kind: 'missing' }
    if (bot.isFromSettings) return { kind: 'from-settings' }
    await deleteBot(tx, accountId)
    await cancelQueuedOfAccount(tx, { accountId, queuedBefore: nowMs + 1 }, nowMs)
    await dropAccountTurns(tx, accountId)
    const entry = { actor, action: 'bot.remove', target: `bot:${accountId}`, before: describeBot(bot), after: null }
    await recordAudit(tx, entry, nowMs)
    return { kind: 'removed' }
  })
}
