import type { Tables } from '#shared/database'
import type { RetentionConfig } from './config.ts'

/** Why a table does not grow for ever. */
export type TableRetention =
  /** Its rows are pruned after the days of this setting; nothing there: they are kept, because the owner wants so. */
  | { readonly kind: 'setting'; readonly key: keyof RetentionConfig }
  /** Its rows end by themselves: each has an end of its own, or is removed when it has done its work. */
  | { readonly kind: 'ends'; readonly why: string }
  /** Its rows go with those of another table, and are at most a few for each. */
  | { readonly kind: 'follows'; readonly table: keyof Tables }
  /** It has no more rows than there are things that the owner made, or days. */
  | { readonly kind: 'bounded'; readonly why: string }

/** How long the rows of each table stay. A table without an answer does not compile. */
export const tableRetention: Readonly<Record<keyof Tables, TableRetention>> = {
  accounts: bounded('one row a bot'),
  api_keys: bounded('one row a key that the owner made; revoked ones say who could once come in'),
  audit_log: setting('audit_days'),
  bot_accounts: bounded('one row a bot'),
  business_connections: bounded('one row a connected account'),
  calendar_removals: ends('until the outside calendar has removed the entry'),
  calendar_slices: follows('meetings'),
  cockpit_cards: follows('conversations'),
  cockpit_drafts: setting('messages_days'),
  cockpit_leads: follows('leads'),
  cockpit_setups: bounded('one row an operator'),
  consents: follows('contacts'),
  contacts: setting('people_days'),
  conversation_metrics: follows('conversations'),
  conversation_summaries: follows('conversations'),
  conversations: follows('contacts'),
  conversion_funnel: follows('leads'),
  dialogue_states: follows('conversations'),
  documents: bounded('one row a file of the knowledge base'),
  event_cursors: bounded('one row a reader of events'),
  events: setting('events_days'),
  feed_tokens: bounded('one row a calendar that the owner subscribed to'),
  flood_wait_history: setting('flood_waits_days'),
  follow_ups: follows('leads'),
  forget_requests: ends('until the client is forgotten, seconds later'),
  forgotten_people: bounded('24 bytes a person who was forgotten, so that no backup brings them back'),
  global_rate_limits: bounded('one row'),
  idempotent_requests: ends('24 hours'),
  lead_metrics: follows('leads'),
  lead_notes: follows('leads'),
  lead_slots: follows('leads'),
  leads: follows('contacts'),
  login_links: ends('15 minutes after they were made'),
  media: setting('media_days'),
  meeting_summaries: follows('meetings'),
  meetings: follows('leads'),
  messages: setting('messages_days'),
  metric_counts: bounded('a few hundred rows a day, however much is written'),
  open_questions: follows('conversations'),
  operators: bounded('one row a person of the business; who was let go stays, for the audit log to name'),
  outbound: setting('outbound_days'),
  passages: follows('documents'),
  promises: setting('messages_days'),
  rate_limits: setting('rate_limits_days'),
  reply_windows: follows('conversations'),
  sales_events: follows('leads'),
  sales_stages: follows('leads'),
  sent_reports: bounded('one row a report and period'),
  sessions: ends('after api_gateway.session_days'),
  turn_thoughts: follows('turns'),
  turns: setting('messages_days'),
  updates: setting('updates_days'),
  user_context: follows('contacts'),
  webhook_deliveries: setting('deliveries_days'),
  webhooks: bounded('one row a webhook that the owner made'),
}

function setting(key: keyof RetentionConfig): TableRetention {
  return { kind: 'setting', key }
}

function ends(why: string): TableRetention {
  return { kind: 'ends', why }
}

function follows(table: keyof Tables): TableRetention {
  return { kind: 'follows', table }
}

function bounded(why: string): TableRetention {
  return { kind: 'bounded', why }
}
