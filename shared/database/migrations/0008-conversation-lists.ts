import { defineMigration } from '../define-migration.ts'

/** What the lists of the API are read by: conversations by their last activity, and which of them wait for an answer. */
export const conversationLists = defineMigration(
  '0008-conversation-lists',
  `
  alter table conversations add column unanswered_since {int};
  update conversations set unanswered_since = turn_waiting_since;
  update conversations set last_message_at = created_at where last_message_at is null;

  create index conversations_of_account on conversations (account_id, last_message_at, id);
  create index conversations_unanswered on conversations (last_message_at, id) where unanswered_since is not null;
  create index conversations_not_private on conversations (last_message_at, id) where chat_type <> 'private';
  drop index conversations_with_human;
  create index conversations_with_human on conversations (last_message_at, id) where handler = 'human';
  `,
)
