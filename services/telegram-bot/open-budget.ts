import { createFloodBudget, type FloodBudget } from '#capabilities/channels'
import { listRunningPenalties, recordPenalty } from '#flow'
import type { AccountId } from '#shared/database'
import { errorCode } from '#shared/utils'
import type { App } from '../app.ts'

/** The bot's flood budget: it begins with the penalties that were running when the last process ended, and keeps a history. */
export async function openBudget(app: App, accountId: AccountId): Promise<FloodBudget> {
  const { clock, database, logger } = app
  const { telegram } = app.settings
  const penalties = await listRunningPenalties(database.db, accountId, clock.now())
  return createFloodBudget({
    clock,
    limits: {
      chatPerSecond: telegram.messages_per_second_per_chat,
      chatBurst: telegram.burst_per_chat,
      groupPerMinute: telegram.messages_per_minute_per_group,
      botPerSecond: telegram.messages_per_second_per_bot,
    },
    penalties,
    onPenalty: penalty => {
      logger.warn('telegram.flood_wait', {
        method: penalty.method,
        waitMs: penalty.retryAfterMs,
        chatType: penalty.chatType,
      })
      recordPenalty(database.db, { accountId, ...penalty }, clock.now()).catch((error: unknown) =>
        logger.warn('telegram.flood_wait_not_kept', { code: errorCode(error) }),
      )
    },
  })
}
