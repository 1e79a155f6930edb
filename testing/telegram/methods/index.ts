import type { MethodDefinition } from '../wire/api-call.ts'
import { answerCallbackQuery } from './answer-callback-query.ts'
import { getBusinessConnection, readBusinessMessage } from './business.ts'
import { createForumTopic } from './create-forum-topic.ts'
import { deleteMessage, deleteMessages } from './delete-messages.ts'
import { deleteWebhook } from './delete-webhook.ts'
import { editMessageReplyMarkup, editMessageText } from './edit-message.ts'
import { getChat } from './get-chat.ts'
import { getFile } from './get-file.ts'
import { getMe } from './get-me.ts'
import { getUpdates } from './get-updates.ts'
import { getUserProfilePhotos } from './get-user-profile-photos.ts'
import { getWebhookInfo } from './get-webhook-info.ts'
import { deleteMyCommands, getMyCommands, setMyCommands } from './my-commands.ts'
import { sendChatAction } from './send-chat-action.ts'
import { sendAudio, sendDocument, sendPhoto, sendVoice } from './send-media.ts'
import { sendMessage } from './send-message.ts'
import { sendMessageDraft } from './send-message-draft.ts'
import { sendRichMessage } from './send-rich-message.ts'
import { setMessageReaction } from './set-message-reaction.ts'
import { setWebhook } from './set-webhook.ts'

const definitions: readonly MethodDefinition[] = [
  answerCallbackQuery,
  createForumTopic,
  deleteMessage,
  deleteMessages,
  deleteMyCommands,
  deleteWebhook,
  editMessageReplyMarkup,
  editMessageText,
  getBusinessConnection,
  getChat,
  getFile,
  getMe,
  getMyCommands,
  getUpdates,
  getUserProfilePhotos,
  getWebhookInfo,
  readBusinessMessage,
  sendAudio,
  sendChatAction,
  sendDocument,
  sendMessage,
  sendMessageDraft,
  sendPhoto,
  sendRichMessage,
  sendVoice,
  setMessageReaction,
  setMyCommands,
  setWebhook,
]

const byName: ReadonlyMap<string, MethodDefinition> = new Map(
  definitions.map(definition => [definition.name.toLowerCase(), definition]),
)

/** The method a caller means, in any case; null for one that this server does not have. */
export function findMethod(name: string): MethodDefinition | null {
  return byName.get(name) ?? byName.get(name.toLowerCase()) ?? null
}
