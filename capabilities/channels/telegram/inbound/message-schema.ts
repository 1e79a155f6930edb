import { z } from 'zod'

// Only what this house reads; the rest of a message stays in the raw update.

export const userSchema = z.object({
  id: z.int(),
  is_bot: z.boolean(),
  first_name: z.string(),
  last_name: z.string().optional(),
  username: z.string().optional(),
  language_code: z.string().optional(),
})

export const chatSchema = z.object({
  id: z.int(),
  type: z.enum(['private', 'group', 'supergroup', 'channel']),
  title: z.string().optional(),
  first_name: z.string().optional(),
  last_name: z.string().optional(),
  username: z.string().optional(),
  is_direct_messages: z.boolean().optional(),
})

const entitySchema = z.object({
  type: z.string(),
  offset: z.int().min(0),
  length: z.int().min(0),
  url: z.string().optional(),
  user: userSchema.optional(),
})

const originSchema = z.object({
  type: z.string(),
  date: z.int(),
  sender_user: userSchema.optional(),
  sender_user_name: z.string().optional(),
  sender_chat: chatSchema.optional(),
  chat: chatSchema.optional(),
  message_id: z.int().optional(),
})

const repliedSchema = z.object({
  message_id: z.int(),
  from: userSchema.optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
})

const externalReplySchema = z.object({ origin: originSchema, message_id: z.int().optional() })

/** What all kinds of messages share. */
export const messageSchema = z.object({
  message_id: z.int(),
  message_thread_id: z.int().optional(),
  is_topic_message: z.boolean().optional(),
  direct_messages_topic: z.object({ topic_id: z.int(), user: userSchema.optional() }).optional(),
  ephemeral_message_id: z.int().optional(),
  business_connection_id: z.string().optional(),
  sender_business_bot: userSchema.optional(),
  is_from_offline: z.boolean().optional(),
  via_bot: userSchema.optional(),
  from: userSchema.optional(),
  sender_chat: chatSchema.optional(),
  chat: chatSchema,
  date: z.int(),
  edit_date: z.int().optional(),
  text: z.string().optional(),
  entities: z.array(entitySchema).optional(),
  caption: z.string().optional(),
  caption_entities: z.array(entitySchema).optional(),
  // These only add to what was said: one that cannot be read must not cost the message.
  media_group_id: z.string().optional().catch(undefined),
  forward_origin: originSchema.optional().catch(undefined),
  reply_to_message: repliedSchema.optional().catch(undefined),
  external_reply: externalReplySchema.optional().catch(undefined),
  reply_to_story: z.object({ id: z.int() }).optional().catch(undefined),
  quote: z.object({ text: z.string() }).optional().catch(undefined),
  link_preview_options: z.object({ url: z.string().optional() }).optional().catch(undefined),
})

export type TelegramUser = z.infer<typeof userSchema>
export type TelegramChat = z.infer<typeof chatSchema>
export type TelegramEntity = z.infer<typeof entitySchema>
export type TelegramOrigin = z.infer<typeof originSchema>
export type TelegramMessage = z.infer<typeof messageSchema>
