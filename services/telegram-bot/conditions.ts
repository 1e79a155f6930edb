import type { BotCondition } from '#capabilities/bots'
import { type NamedBot, noteCondition } from '#flow'
import type { AccountId } from '#shared/database'
import { errorCode } from '#shared/utils'
import type { App } from '../app.ts'
import type { RunningAccount } from './run-bot.ts'

/** Writes down how the bots fare, one note after the other, and has the owner told of what only they can mend. */
export interface Conditions {
  /** Never throws: a bot goes on, whether or not its state could be written. */
  readonly note: (
    bot: Pick<RunningAccount, 'accountId'> & { readonly name: string | (() => string) },
    condition: BotCondition,
  ) => void
  /** These bots run in no process any more. */
  noteStopped(accountIds: readonly AccountId[]): Promise<void>
}

export function createConditions(app: App): Conditions {
  const { logger, settings } = app
  const deps = { ...app, ownerId: settings.telegram.owner_id }
  let latest = Promise.resolve()

  const write = (bot: NamedBot, condition: BotCondition): Promise<void> => {
    latest = latest
      .then(() => noteCondition(deps, bot, condition))
      .catch((error: unknown) =>
        logger.warn('bot.state_not_noted', {
          accountId: bot.accountId,
          state: condition.state,
          code: errorCode(error),
        }),
      )
    return latest
  }

  return {
    note({ accountId, name }, condition) {
      void write({ accountId, name: typeof name === 'string' ? name : name() }, condition)
    },
    async noteStopped(accountIds) {
      for (const accountId of accountIds) await write({ accountId, name: '' }, { state: 'stopped', code: null })
    },
  }
}
