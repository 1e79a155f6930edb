import { z } from 'zod'
import type { ConversationSummary } from '#flow'
import { toInstant } from '../../../http/fields/instants.ts'

const lastMessage = z.object({
  role: z.enum(['user', 'assistant', 'human', 'system']),
  text: z.string().describe('Its beginning, at most 500 characters.'),
  sent_at: z.iso.datetime(),
})

export const handler = z.enum(['ai', 'human']).describe('Who answers: the AI, or a person who has taken over.')
export const chatType = z.enum(['private', 'group', 'channel'])

/** A conversation as lists show it. */
export const conversationBody = z
  .object({
    id: z.int(),
    contact: z.object({
      id: z.int(),
      name: z.string().nullable(),
      username: z.string().nullable().describe('Without the @; null when the client has none.'),
      channel: z.string().describe('telegram or webchat.'),
      is_blocked: z.boolean().describe('They blocked the bot: nothing can be sent until they write again.'),
      has_opted_out: z.boolean().describe('They asked not to be written to.'),
    }),
    lead_id: z.int().nullable().describe('The lead of this client; null when there is none, or it was deleted.'),
    stage: z.string().nullable().describe('The stage of that lead.'),
    fit_score: z.int().nullable().describe('How well that lead fits, 0 to 100; null without one.'),
    handler,
    ai_is_answering: z.boolean().describe('The AI is thinking of an answer. Taking the chat over stops it.'),
    chat_type: chatType,
    language: z.string().nullable().describe('The language of the talk (ISO 639-1); null while it is not known.'),
    last_message: lastMessage.nullable().describe('The newest message of anybody; null before the first.'),
    last_message_at: z.iso
      .datetime()
      .describe('The last activity, by which lists are sorted: a message that wants an answer, or one of ours.'),
    unanswered_since: z.iso
      .datetime()
      .nullable()
      .describe('Since when the client waits for an answer; null when nobody waits.'),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'Conversation' })

export function toConversationBody(conversation: ConversationSummary): z.infer<typeof conversationBody> {
  const { id, contact, lead, lastMessage } = conversation
  return {
    id,
    contact: {
      id: contact.id,
      name: contact.name,
      username: contact.username,
      channel: contact.channel,
      is_blocked: contact.isBlocked,
      has_opted_out: contact.hasOptedOut,
    },
    lead_id: lead?.id ?? null,
    stage: lead?.stage ?? null,
    fit_score: lead?.fitScore ?? null,
    handler: conversation.handler,
    ai_is_answering: conversation.isAiAnswering,
    chat_type: conversation.chatType,
    language: conversation.language,
    last_message: lastMessage && {
      role: lastMessage.role,
      text: lastMessage.text,
      sent_at: toInstant(lastMessage.sentAt),
    },
    last_message_at: toInstant(conversation.lastMessageAt),
    unanswered_since: toInstant(conversation.unansweredSince),
    created_at: toInstant(conversation.createdAt),
    updated_at: toInstant(conversation.updatedAt),
  }
}
