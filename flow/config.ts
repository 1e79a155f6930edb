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
      concurrent_turns_per_bot: wholeNumber({ min: 1, max: 10_000 })
        .nullable()
        .default(null)
        .describe(
          'Answers of one bot that are thought out at the same time in one worker, so that a busy bot leaves room for the others. Nothing: concurrent_turns.',
        ),
      lease_seconds: wholeNumber({ min: 5, max: 3600 })
        .default(30)
        .describe('After a crash an unfinished answer is begun again when this time has passed.'),
      drain_seconds: wholeNumber({ min: 0, max: 600 })
        .default(10)
        .describe('At a stop, how long answers under way may take to be finished.'),
      update_retention_days: wholeNumber({ min: 1, max: 3650 })
        .default(14)
        .describe('Has moved to retention.updates_days.'),
    })
    .describe('When and how a message is answered.'),
  {
    retired: { update_retention_days: 'retention.updates_days says it now' },
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

export type RateLimitingConfig = SectionValue<typeof rateLimitingSection>

const everyLengthIsAnswered = 'every message is answered whatever its length: "2" may be the answer to a question'
const spread = 'answers are spread by the limits in telegram, and typing is always shown'

/** How much clients may write. */
export const rateLimitingSection = defineSection(
  'rate_limiting',
  z
    .strictObject({
      enabled: flag()
        .default(true)
        .describe('Limit how much may be written. What is too much is kept, and answered when the block is over.'),
      messages_per_minute: wholeNumber(positive)
        .default(25)
        .describe('Messages of one person, where chat_type_limits does not say otherwise.'),
      messages_per_hour: wholeNumber(positive).default(80).describe('Messages of one person.'),
      min_interval_seconds: decimal({ min: 0, max: 3600 })
        .default(1)
        .describe(
          'Messages of one chat that come closer together than this are answered together, when it has been quiet for so long; none is refused. Only more than conversation.debounce_ms makes a difference.',
        ),
      block_duration_minutes: wholeNumber({ min: 0, max: 10_080 })
        .default(3)
        .describe('How long the answer has to wait after too many messages. 0 turns all limits off.'),
      spam_detection: group({
        max_repeated_messages: wholeNumber(positive)
          .default(3)
          .describe('Repetitions of one text in a row that are too many. Short answers may be repeated.'),
        min_message_length: wholeNumber({ min: 0, max: 5000 }).default(2).describe('Shorter messages are refused.'),
        max_message_length: wholeNumber(positive).default(5000).describe('Longer messages are refused.'),
      }),
      stranger_budget: group({
        // A talk that leads to a booking takes 10 to 30 answers; nobody reads a hundred a day. A person at a keyboard never
        // meets it, and a program that writes all day (80 messages an hour may pass) costs a twentieth of what it could.
        answers_per_day: wholeNumber({ min: 0, max: 1_000_000 })
          .nullable()
          .default(100)
          .describe(
            'Answers of the model to one person a day, in all their chats together, in the zone of ai_server.timezone. After that the built-in script answers, and you are told once. Whoever has booked a meeting, fits well or has been talked to by a person is answered on. Nothing or 0: no limit.',
          ),
        tokens_per_day: wholeNumber({ min: 0, max: 1_000_000_000 })
          .nullable()
          .default(null)
          .describe('The same in tokens that the model read and wrote for them. Nothing or 0: no limit.'),
      }),
      global: group({
        // The earlier system spoke as a person, whose account Telegram watches; a shop that is busy for a minute is no attack.
        enabled: flag().default(false).describe('Limit the messages of all people together.'),
        messages_per_minute: wholeNumber(positive).default(28).describe('Messages of all people together.'),
        messages_per_hour: wholeNumber(positive).default(600).describe('Messages of all people together.'),
      }),
      adaptive: group({
        enabled: flag()
          .default(true)
          .describe('Lower the limits of all people together when Telegram asks for silence, for a while.'),
        reduction_on_floodwait_percent: percent().default(20).describe('By how much, each time Telegram asks.'),
        recovery_period_minutes: wholeNumber(positive).default(5).describe('Quiet time before they rise again.'),
        recovery_increment_percent: percent().default(10).describe('By how much they rise, each quiet period.'),
      }),
      chat_type_limits: group({
        private: wholeNumber(positive)
          .nullable()
          .default(null)
          .describe('Messages of one person per minute. Nothing: messages_per_minute.'),
        group: wholeNumber(positive).default(12).describe('Messages of one person per minute.'),
        channel: wholeNumber(positive).default(5).describe('Messages of one person per minute.'),
      }),
      smart_distribution: group({
        enabled: flag().default(true).describe('Spread answers over the minute.'),
        typing_indicator_enabled: flag().default(true).describe('Show "typing" meanwhile.'),
      }),
    })
    .describe('How much clients may write before the answer has to wait. The owner may write as much as they like.'),
  {
    retired: {
      'spam_detection.min_message_length': everyLengthIsAnswered,
      'spam_detection.max_message_length': everyLengthIsAnswered,
      'smart_distribution.enabled': spread,
      'smart_distribution.typing_indicator_enabled': spread,
    },
  },
)
