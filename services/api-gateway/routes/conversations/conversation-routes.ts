import type { RegisterRoute } from '../../route-context.ts'
import { getConversation } from './get-conversation.ts'
import { getMessage } from './get-message.ts'
import { getMessageFile } from './get-message-file.ts'
import { handBack, takeOver } from './hand-over.ts'
import { listConversations } from './list-conversations.ts'
import { postDraftVerdict } from './post-draft-verdict.ts'
import { postMessage } from './post-message.ts'
import { stopAnswer } from './stop-answer.ts'

export const conversationRoutes: readonly RegisterRoute[] = [
  getConversation,
  getMessage,
  getMessageFile,
  handBack,
  listConversations,
  postDraftVerdict,
  postMessage,
  stopAnswer,
  takeOver,
]
