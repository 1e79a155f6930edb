import { truncate } from '#shared/utils'
import type { TelegramMessage, TelegramOrigin } from './message-schema.ts'
import { readBody } from './message-text.ts'
import { withoutGaps } from './without-gaps.ts'

/** Enough of the message replied to for a reader to know which it was. */
const maxExcerptUnits = 300

type Metadata = Readonly<Record<string, unknown>>

/** What a message says besides its text; null when that is nothing. */
export function readMetadata(message: TelegramMessage, details: Metadata): Metadata | null {
  const metadata = withoutGaps({
    ...details,
    mediaGroupId: message.media_group_id,
    replyTo: readReply(message),
    quote: message.quote?.text,
    isFormatted: isFormatted(message) ? true : undefined,
    forward: message.forward_origin && readOrigin(message.forward_origin),
  })
  return Object.keys(metadata).length === 0 ? null : metadata
}

/** Whether the words cannot be quoted by themselves: a quote has to repeat these marks. */
function isFormatted(message: TelegramMessage): boolean {
  return readBody(message).entities.some(({ type }) => quotedMarks.has(type))
}

const quotedMarks: ReadonlySet<string> = new Set([
  'bold',
  'italic',
  'underline',
  'strikethrough',
  'spoiler',
  'custom_emoji',
  'date_time',
])

function readReply(message: TelegramMessage): Metadata | undefined {
  const { reply_to_message: replied, external_reply: external, reply_to_story: story } = message
  if (external !== undefined)
    return withoutGaps({ ...readOrigin(external.origin), messageId: external.message_id?.toString() })
  if (story !== undefined) return { storyId: String(story.id) }
  // In a topic every message comes as a reply to the one that opened the topic.
  if (replied === undefined || replied.message_id === message.message_thread_id) return undefined
  const text = replied.text ?? replied.caption
  return withoutGaps({
    messageId: String(replied.message_id),
    userId: replied.from?.id,
    text: text === undefined ? undefined : truncate(text, maxExcerptUnits),
  })
}

function readOrigin(origin: TelegramOrigin): Metadata {
  const chat = origin.sender_chat ?? origin.chat
  return withoutGaps({
    from: origin.sender_user?.first_name ?? origin.sender_user_name ?? chat?.title,
    userId: origin.sender_user?.id,
    chatId: chat === undefined ? undefined : String(chat.id),
    messageId: origin.message_id?.toString(),
    sentAt: origin.date * 1000,
  })
}
