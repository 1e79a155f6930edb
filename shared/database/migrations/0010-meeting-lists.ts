import { defineMigration } from '../define-migration.ts'

/** Meetings page by page: all of them, those of one state, and those of one lead. */
export const meetingLists = defineMigration(
  '0010-meeting-lists',
  `
  drop index meetings_time;
  create index meetings_time on meetings (scheduled_at, id);
  create index meetings_status on meetings (status, scheduled_at, id);
  drop index meetings_lead;
  create index meetings_lead on meetings (lead_id, scheduled_at, id);
  `,
)
