import { z } from 'zod'
import { choice, defineSection, flag, listOf, type SectionValue, textLike, wholeNumber } from '#shared/config'
import type { Crew } from './crew.ts'
import type { AnswerRules } from './drafts/is-held.ts'

export type OwnerConfig = SectionValue<typeof ownerSection>

const hoursForm = /^\d{1,2}:\d{2}-\d{1,2}:\d{2}(, ?\d{1,2}:\d{2}-\d{1,2}:\d{2})*$/

/** How the business sees and steers in Telegram what the assistant does. */
export const ownerSection = defineSection(
  'owner',
  z
    .strictObject({
      operator_ids: listOf(wholeNumber({ min: 1, max: Number.MAX_SAFE_INTEGER }))
        .default([])
        .describe('Telegram numbers of colleagues who may do there what you may.'),
      forum_chat_id: wholeNumber({ min: -Number.MAX_SAFE_INTEGER, max: -1 })
        .nullable()
        .default(null)
        .describe(
          'A group with topics, in which the bot is an administrator who may manage topics: each lead gets a topic there. Nothing: all comes into your chat with the bot.',
        ),
      new_lead_cards: flag().default(true).describe('Show a card of every new client.'),
      hot_lead_cards: flag().default(true).describe('Show a card of a client who fits well.'),
      answer_mode: choice(['auto', 'draft'])
        .default('auto')
        .describe('auto: the assistant answers by itself; draft: it proposes and you decide, by a button.'),
      draft_hours: textLike(hoursForm, 'hours like 10:00-13:00, 22:00-08:00')
        .nullable()
        .default(null)
        .describe('Hours of the day in which answers wait for your decision although answer_mode is auto.'),
    })
    .describe('What you and your colleagues see and decide in Telegram.'),
)

/** Who of the business works in Telegram, as the settings say. */
export function toCrew(config: OwnerConfig, ownerId: number | null): Crew {
  const { operator_ids: operatorIds, forum_chat_id: groupChatId } = config
  return { ownerId, operatorIds, groupChatId: groupChatId === null ? null : String(groupChatId) }
}

/** How answers go out, as the settings say. */
export function toAnswerRules(
  { answer_mode: mode, draft_hours: draftHours }: OwnerConfig,
  timeZone: string,
): AnswerRules {
  return { mode, draftHours, timeZone }
}
