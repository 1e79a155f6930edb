import { z } from 'zod'
import { decimal, defineSection, flag, group, percent, type SectionValue, wholeNumber } from '#shared/config'

export type ConversationConfig = SectionValue<typeof conversationSection>

/** How the flow paces itself. */
export const conversationSection = defineSection(
  'conversation',
  z
    .strictObject({
      debounce_ms: wholeNumber({ min: 0, max: 60_000 })
        .default(1500)
        .describe('Quiet time after a message before it is answered, so that a burst gets one answer.'),
      max_wait_ms: wholeNumber({ min: 0, max: 600_000 })
        .default(15_000)
        .describe('A client who keeps writing is answered after this time at the latest.'),
      concurrent_turns: wholeNumber({ min: 1, max: 10_000 })
        .default(64)
        .describe('Answers that are thought out at the same time, each in another conversation.'),
      lease_seconds: wholeNumber({ min: 5, max: 3600 })
        .default(30)
        .describe('After a crash an unfinished answer is begun again when this time has passed.'),
      drain_seconds: wholeNumber({ min: 0, max: 600 })
        .default(10)
        .describe('At a stop, how long answers under way may take to be finished.'),
      update_retention_days: wholeNumber({ min: 1, max: 3650 })
        .default(14)
        .describe('How long updates are kept as they were received.'),
    })
    .describe('When and how a message is answered.'),
  {
    rules: [
      {
        keys: ['max_wait_ms', 'debounce_ms'],
        judge: value =>
          value.max_wait_ms >= value.debounce_ms
            ? null
            : `found ${value.max_wait_ms}; allowed: at least debounce_ms, which is ${value.debounce_ms}`,
      },
    ],
  },
)

const positive = { min: 1, max: 1_000_000 }

/** Limits on what clients write, as the earlier system had them: read and checked, without effect. */
export const rateLimitingSection = defineSection(
  'rate_limiting',
  z
    .strictObject({
      enabled: flag().default(true).describe('Limit how much one person may write.'),
      messages_per_minute: wholeNumber(positive).default(10).describe('Messages per person.'),
      messages_per_hour: wholeNumber(positive).default(50).describe('Messages per person.'),
      min_interval_seconds: decimal({ min: 0, max: 3600 }).default(2).describe('Between two messages of one person.'),
      block_duration_minutes: wholeNumber({ min: 0, max: 10_080 }).default(10).describe('How long a block lasts.'),
      spam_detection: group({
        max_repeated_messages: wholeNumber(positive).default(3).describe('Equal messages in a row before a block.'),
        min_message_length: wholeNumber({ min: 0, max: 5000 }).default(2).describe('Shorter messages are refused.'),
        max_message_length: wholeNumber(positive).default(5000).describe('Longer messages are refused.'),
      }),
      global: group({
        enabled: flag().default(true).describe('Limit the messages of all people together.'),
        messages_per_minute: wholeNumber(positive).default(25).describe('Messages of all people.'),
        messages_per_hour: wholeNumber(positive).default(500).describe('Messages of all people.'),
      }),
      adaptive: group({
        enabled: flag().default(true).describe('Lower the limits when Telegram asks for silence.'),
        reduction_on_floodwait_percent: percent().default(20).describe('By how much.'),
        recovery_period_minutes: wholeNumber(positive).default(10).describe('Quiet time before a limit rises again.'),
        recovery_increment_percent: percent().default(5).describe('By how much it rises.'),
      }),
      chat_type_limits: group({
        private: wholeNumber(positive).default(20).describe('Messages per minute.'),
        group: wholeNumber(positive).default(10).describe('Messages per minute.'),
        channel: wholeNumber(positive).default(5).describe('Messages per minute.'),
      }),
      smart_distribution: group({
        enabled: flag().default(true).describe('Spread answers over the minute.'),
        typing_indicator_enabled: flag().default(true).describe('Show "typing" meanwhile.'),
      }),
    })
    .describe('Limits on what clients write.'),
  { retired: 'this version does not limit what clients write; limits on what it sends are in telegram' },
)
