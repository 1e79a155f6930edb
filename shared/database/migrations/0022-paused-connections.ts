import { defineMigration } from '../define-migration.ts'

/** Since when the AI answers nobody in a person's own account, at the wish of the business; null: it answers. */
export const pausedConnections = defineMigration(
  '0022-paused-connections',
  `alter table business_connections add column paused_at {int};`,
)
