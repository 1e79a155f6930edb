import type { RegisterRoute } from '../route-context.ts'
import { analyticsRoutes } from './analytics/analytics-routes.ts'
import { listAudit } from './audit/list-audit.ts'
import { botRoutes } from './bots/bot-routes.ts'
import { getCalendarFeed } from './calendar/get-calendar-feed.ts'
import { listConsents } from './consents/list-consents.ts'
import { contactRoutes } from './contacts/contact-routes.ts'
import { conversationRoutes } from './conversations/conversation-routes.ts'
import { getDashboard } from './dashboard/get-dashboard.ts'
import { getDashboardAsset } from './dashboard/get-dashboard-asset.ts'
import { getDocs } from './docs/get-docs.ts'
import { getDocsAsset } from './docs/get-docs-asset.ts'
import { eventRoutes } from './events/event-routes.ts'
import { keyRoutes } from './keys/key-routes.ts'
import { knowledgeRoutes } from './knowledge/knowledge-routes.ts'
import { leadRoutes } from './leads/lead-routes.ts'
import { postMcp } from './mcp/post-mcp.ts'
import { meetingRoutes } from './meetings/meeting-routes.ts'
import { operationRoutes } from './operations/operation-routes.ts'
import { operatorRoutes } from './operators/operator-routes.ts'
import { getAsset } from './page/get-asset.ts'
import { getChatPage } from './page/get-chat-page.ts'
import { playbookRoutes } from './playbooks/playbook-routes.ts'
import { playgroundRoutes } from './playground/playground-routes.ts'
import { settingsRoutes } from './settings/settings-routes.ts'
import { setupRoutes } from './setup/setup-routes.ts'
import { signInRoutes } from './sign-in/sign-in-routes.ts'
import { systemRoutes } from './system/system-routes.ts'
import { webchatRoutes } from './webchat/webchat-routes.ts'
import { webhookRoutes } from './webhooks/webhook-routes.ts'

/** Every endpoint, one file each, a folder per resource. A new one is a file and a line in its folder's list. */
export const routes: readonly RegisterRoute[] = [
  ...contactRoutes,
  ...analyticsRoutes,
  getAsset,
  ...botRoutes,
  getCalendarFeed,
  getChatPage,
  getDashboard,
  getDashboardAsset,
  getDocs,
  getDocsAsset,
  ...conversationRoutes,
  ...eventRoutes,
  ...keyRoutes,
  ...knowledgeRoutes,
  listAudit,
  listConsents,
  ...leadRoutes,
  ...meetingRoutes,
  ...operationRoutes,
  ...operatorRoutes,
  postMcp,
  ...playbookRoutes,
  ...playgroundRoutes,
  ...settingsRoutes,
  ...setupRoutes,
  ...signInRoutes,
  ...systemRoutes,
  ...webchatRoutes,
  ...webhookRoutes,
]
