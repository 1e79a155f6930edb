import type {
  ApiKeysTable,
  AuditLogTable,
  IdempotentRequestsTable,
  LoginLinksTable,
  OperatorsTable,
  SessionsTable,
} from './tables/access-tables.ts'
import type { LeadMetricsTable, MetricCountsTable, SentReportsTable } from './tables/analytics-tables.ts'
import type { BotAccountsTable } from './tables/bot-tables.ts'
import type { BusinessConnectionsTable, ReplyWindowsTable } from './tables/business-tables.ts'
import type {
  CalendarRemovalsTable,
  CalendarSlicesTable,
  FeedTokensTable,
  MeetingSummariesTable,
  MeetingsTable,
} from './tables/calendar-tables.ts'
import type {
  CockpitCardsTable,
  CockpitDraftsTable,
  CockpitLeadsTable,
  CockpitSetupsTable,
} from './tables/cockpit-tables.ts'
import type {
  AccountsTable,
  ConsentsTable,
  ContactsTable,
  ConversationMetricsTable,
  ConversationSummariesTable,
  ConversationsTable,
  DialogueStatesTable,
  MessagesTable,
  TurnsTable,
  UserContextTable,
} from './tables/conversation-tables.ts'
import type {
  EventCursorsTable,
  EventsTable,
  FloodWaitHistoryTable,
  GlobalRateLimitsTable,
  OutboundTable,
  RateLimitsTable,
  UpdatesTable,
} from './tables/delivery-tables.ts'
import type { DocumentsTable, OpenQuestionsTable, PassagesTable } from './tables/knowledge-tables.ts'
import type { MediaTable } from './tables/media-tables.ts'
import type { TurnThoughtsTable } from './tables/playground-tables.ts'
import type { ForgetRequestsTable, ForgottenPeopleTable } from './tables/privacy-tables.ts'
import type {
  ConversionFunnelTable,
  FollowUpsTable,
  LeadNotesTable,
  LeadSlotsTable,
  LeadsTable,
  PromisesTable,
  SalesEventsTable,
  SalesStagesTable,
} from './tables/sales-tables.ts'
import type { WebhookDeliveriesTable, WebhooksTable } from './tables/webhook-tables.ts'

export type * from './tables/access-tables.ts'
export type * from './tables/analytics-tables.ts'
export type * from './tables/bot-tables.ts'
export type * from './tables/business-tables.ts'
export type * from './tables/calendar-tables.ts'
export type * from './tables/cockpit-tables.ts'
export type * from './tables/conversation-tables.ts'
export type * from './tables/delivery-tables.ts'
export type * from './tables/knowledge-tables.ts'
export type * from './tables/media-tables.ts'
export type * from './tables/playground-tables.ts'
export type * from './tables/privacy-tables.ts'
export type * from './tables/row-ids.ts'
export type * from './tables/sales-tables.ts'
export type * from './tables/webhook-tables.ts'

/**
 * The typed schema, one interface a table; `migrations/` makes the same tables on SQLite and PostgreSQL.
 * Conventions: instants are epoch milliseconds UTC; booleans are 0 or 1; JSON is text that its one writing module makes and
 * parses; channel ids (chat, topic, message) are text because only the channel may read meaning into them.
 */
export interface Tables {
  accounts: AccountsTable
  api_keys: ApiKeysTable
  audit_log: AuditLogTable
  bot_accounts: BotAccountsTable
  business_connections: BusinessConnectionsTable
  calendar_removals: CalendarRemovalsTable
  calendar_slices: CalendarSlicesTable
  cockpit_cards: CockpitCardsTable
  cockpit_drafts: CockpitDraftsTable
  cockpit_leads: CockpitLeadsTable
  cockpit_setups: CockpitSetupsTable
  consents: ConsentsTable
  contacts: ContactsTable
  conversation_metrics: ConversationMetricsTable
  conversation_summaries: ConversationSummariesTable
  conversations: ConversationsTable
  conversion_funnel: ConversionFunnelTable
  dialogue_states: DialogueStatesTable
  documents: DocumentsTable
  event_cursors: EventCursorsTable
  events: EventsTable
  feed_tokens: FeedTokensTable
  flood_wait_history: FloodWaitHistoryTable
  follow_ups: FollowUpsTable
  forget_requests: ForgetRequestsTable
  forgotten_people: ForgottenPeopleTable
  global_rate_limits: GlobalRateLimitsTable
  idempotent_requests: IdempotentRequestsTable
  lead_metrics: LeadMetricsTable
  lead_notes: LeadNotesTable
  lead_slots: LeadSlotsTable
  leads: LeadsTable
  login_links: LoginLinksTable
  media: MediaTable
  meeting_summaries: MeetingSummariesTable
  meetings: MeetingsTable
  messages: MessagesTable
  metric_counts: MetricCountsTable
  open_questions: OpenQuestionsTable
  operators: OperatorsTable
  outbound: OutboundTable
  passages: PassagesTable
  promises: PromisesTable
  rate_limits: RateLimitsTable
  reply_windows: ReplyWindowsTable
  sales_events: SalesEventsTable
  sales_stages: SalesStagesTable
  sent_reports: SentReportsTable
  sessions: SessionsTable
  turn_thoughts: TurnThoughtsTable
  turns: TurnsTable
  updates: UpdatesTable
  user_context: UserContextTable
  webhook_deliveries: WebhookDeliveriesTable
  webhooks: WebhooksTable
}
