import { defineMigration } from '../define-migration.ts'

/** Who is blocked now is found without reading everybody who ever wrote. */
export const blockedPeople = defineMigration(
  '0003-blocked-people',
  'create index rate_limits_blocked on rate_limits (blocked_until) where blocked_until is not null;',
)
