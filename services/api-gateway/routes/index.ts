import type { RegisterRoute } from '../route-context.ts'
import { getAsset } from './get-asset.ts'
import { getCalendarFeed } from './get-calendar-feed.ts'
import { getChatPage } from './get-chat-page.ts'
import { getHealth } from './get-health.ts'
import { getLogin } from './get-login.ts'
import { getMetrics } from './get-metrics.ts'
import { getOpenapi } from './get-openapi.ts'
import { getReady } from './get-ready.ts'
import { postLogout } from './post-logout.ts'
import { getChatDocument } from './webchat/get-chat-document.ts'
import { listChatMessages } from './webchat/list-chat-messages.ts'
import { postChatMessage } from './webchat/post-chat-message.ts'
import { streamChatEvents } from './webchat/stream-chat-events.ts'

/** Every endpoint, one file each. A new one is a file and a line here. */
export const routes: readonly RegisterRoute[] = [
  getAsset,
  getCalendarFeed,
  getChatDocument,
  getChatPage,
  getHealth,
  getLogin,
  getMetrics,
  getOpenapi,
  getReady,
  listChatMessages,
  postChatMessage,
  postLogout,
  streamChatEvents,
]
