import { defineMigration } from '../define-migration.ts'

/**
 * Figures that are kept, not computed: counts by quarter of an hour, day and month of the business, and what the counting has to
 * remember of each conversation and lead between two events.
 */
export const analytics = defineMigration(
  '0007-analytics',
  `
  create table metric_counts (
    metric text not null,
    grain text not null check (grain in ('quarter', 'day', 'month')),
    starts_at {int} not null,
    dimension text not null default '',
    value {int} not null,
    primary key (metric, grain, starts_at, dimension)
  ){strict};

  alter table conversation_metrics add column tally text;

  create table lead_metrics (
    lead_id {int} primary key not null references leads (id) on delete cascade,
    tally text not null, updated_at {int} not null
  ){strict};

  create table sent_reports (
    name text not null, period_starts_at {int} not null, sent_at {int} not null,
    primary key (name, period_starts_at)
  ){strict};
  `,
)
