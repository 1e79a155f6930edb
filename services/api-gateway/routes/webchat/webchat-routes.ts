import type { RegisterRoute } from '../../route-context.ts'
import { getChatDocument } from './get-chat-document.ts'
import { listChatMessages } from './list-chat-messages.ts'
import { postChatMessage } from './post-chat-message.ts'
import { streamChatEvents } from './stream-chat-events.ts'

export const webchatRoutes: readonly RegisterRoute[] = [
  getChatDocument,
  listChatMessages,
  postChatMessage,
  streamChatEvents,
]
