import { defineMigration } from '../define-migration.ts'

/** Entries that are still to be removed from an outside calendar although the meeting is forgotten here. */
export const forgetting = defineMigration(
  '0009-forgetting',
  `
  create table calendar_removals (
    uid text primary key not null, calendar text not null,
    due_at {int} not null, attempts {int} not null default 0, created_at {int} not null
  ){strict};
  create index calendar_removals_due on calendar_removals (calendar, due_at);
  `,
)
