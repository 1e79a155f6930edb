import { z } from 'zod'
import { defineSection, flag, listOf, type SectionValue, wholeNumber } from '#shared/config'

export type SecretaryConfig = SectionValue<typeof secretarySection>

const telegramNumber = () => wholeNumber({ min: 1, max: Number.MAX_SAFE_INTEGER })

/** How the bot answers from a person's own account (Telegram Business). */
export const secretarySection = defineSection(
  'secretary',
  z
    .strictObject({
      account_ids: listOf(telegramNumber())
        .default([])
        .describe(
          'Telegram numbers of the people, besides telegram.owner_id, from whose accounts the bot answers. With neither, the first who connects it.',
        ),
      silence_minutes: wholeNumber({ min: 1, max: 43_200 })
        .nullable()
        .default(60)
        .describe(
          'After you write to a client yourself, the AI is silent in that chat for so long. Nothing: until you give it back.',
        ),
      last_word_minutes: wholeNumber({ min: 0, max: 720 })
        .default(60)
        .describe(
          'Telegram lets the bot write for 24 hours after the last message of a client. So long before the end, a client with an open question or a meeting gets a link to the bot. 0: none does.',
        ),
      mark_read: flag().default(true).describe('Mark the messages as read that the AI answers, where you allow it.'),
      only_chats: listOf(telegramNumber())
        .default([])
        .describe(
          'Telegram numbers of the only people who are answered from your account. Empty: all whom you do not leave out.',
        ),
      exclude_chats: listOf(telegramNumber())
        .default([])
        .describe(
          'Telegram numbers of people who are never answered from your account, and whose messages are not kept.',
        ),
    })
    .describe('Answers from your own Telegram account.'),
)
