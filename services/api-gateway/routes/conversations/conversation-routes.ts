import type { RegisterRoute } from '../../route-context.ts'
import { getConversation } from './get-conversation.ts'
import { listConversations } from './list-conversations.ts'

export const conversationRoutes: readonly RegisterRoute[] = [getConversation, listConversations]
