import { defineMigration } from '../define-migration.ts'

/** Whom to forget again when a backup from before brings them back, and who has asked to be forgotten. */
export const forgottenPeople = defineMigration(
  '0018-forgotten-people',
  `
  create table forgotten_people (
    contact_id {int} not null, met_at {int} not null, forgotten_at {int} not null,
    primary key (contact_id, met_at)
  ){strict};
  create table forget_requests (
    contact_id {int} primary key not null references contacts (id) on delete cascade,
    conversation_id {int} not null references conversations (id) on delete cascade,
    asked_at {int} not null
  ){strict};
  create index forget_requests_asked on forget_requests (asked_at);
  create index forget_requests_conversation on forget_requests (conversation_id);
  `,
)
