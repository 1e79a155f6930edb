import type { Update } from 'grammy/types'

/** Telegram's name for a kind of update. */
export type UpdateKind = Exclude<keyof Update, 'update_id'>

/**
 * The updates to ask Telegram for. Send it with every getUpdates and setWebhook: Telegram keeps the list of the last call, so
 * leaving it out means whatever the bot was used for before.
 */
export const allowedUpdates = [
  'message',
  'edited_message',
  'channel_post',
  'edited_channel_post',
  'business_connection',
  'business_message',
  'edited_business_message',
  'deleted_business_messages',
  'callback_query',
  'my_chat_member',
  'stopped_message_generation',
] as const satisfies readonly UpdateKind[]
