import { z } from 'zod'
import { type Bot, botStates } from '#capabilities/bots'
import type { AccountId } from '#shared/database'
import { Secret } from '#shared/utils'
import { toInstant } from '../../http/fields/instants.ts'
import { rowId } from '../../http/fields/row-id.ts'
import { textField } from '../../http/fields/text-field.ts'

// Branded at the edge: whether there is such an account, the database says.
export const botParams = z.object({ id: rowId.transform(id => id as AccountId).describe('The id of the bot.') })

/** Shown in no answer, and kept in none for a repetition: the request is remembered by its hash. */
export const tokenField = z
  .string()
  .min(1)
  .max(200)
  .transform(text => new Secret(text.trim()))
  .meta({
    writeOnly: true,
    description: 'From @BotFather. It is shown to Telegram before it is stored, and never again.',
  })

export const playbookField = textField(100)
  .nullable()
  .describe('The name of the playbook that it speaks by; null: that of the settings. GET /playbooks has the names.')

export const botBody = z
  .object({
    id: z.int().describe('Also the account of its conversations.'),
    bot_id: z.string().describe("Telegram's number of the bot."),
    username: z.string().nullable().describe('Without the @; null until Telegram could be asked.'),
    name: z.string().nullable(),
    source: z
      .enum(['settings', 'added'])
      .describe('`settings`: the bot of TELEGRAM_BOT_TOKEN, which is changed there; `added`: one that was added here.'),
    playbook: z.string().nullable().describe('Null: the one of the settings.'),
    enabled: z.boolean().describe('False: paused. It neither hears nor speaks; Telegram keeps messages for 24 hours.'),
    state: z.enum(botStates).describe('How it fares, as the service telegram-bot wrote down last.'),
    code: z.string().nullable().describe('A stable code that says more.'),
    state_since: z.iso.datetime(),
    added_at: z.iso.datetime(),
  })
  .meta({
    id: 'Bot',
    examples: [
      {
        id: 4,
        bot_id: '5000000001',
        username: 'salon_bot',
        name: 'Salon',
        source: 'added' as const,
        playbook: 'beauty-salon',
        enabled: true,
        state: 'listening' as const,
        code: null,
        state_since: '2026-01-14T09:00:00.000Z',
        added_at: '2026-01-14T09:00:00.000Z',
      },
    ],
  })

export function toBotBody(bot: Bot): z.infer<typeof botBody> {
  return {
    id: bot.accountId,
    bot_id: bot.botId,
    username: bot.username,
    name: bot.displayName,
    source: bot.isFromSettings ? 'settings' : 'added',
    playbook: bot.playbook,
    enabled: bot.isEnabled,
    state: bot.state,
    code: bot.code,
    state_since: toInstant(bot.stateSince),
    added_at: toInstant(bot.addedAt),
  }
}
