export { type DatabaseConfig, databaseSection } from './config.ts'
export {
  type ConnectOptions,
  connectDatabase,
  type Database,
  type DatabaseTarget,
  type Db,
  type Engine,
  type SqliteTarget,
  type Tx,
} from './connect.ts'
export { type CopyOrder, type CopyOutcome, copyDatabase, describePlace } from './copy/copy-database.ts'
export { type Digests, digestAll, listDifferences } from './copy/copy-rows.ts'
export { createDigest, isSameDigest, type TableDigest } from './copy/digest-table.ts'
export { openSnapshot } from './copy/reading/open-snapshot.ts'
export type { Snapshot } from './copy/reading/snapshot.ts'
export { decodeRow, encodeRow } from './copy/row-text.ts'
export { foldLog, runStatements } from './copy/stage-statements.ts'
export type { Row, Table } from './copy/table.ts'
export type { Loader, Place } from './copy/writing/loader.ts'
export { openLoader } from './copy/writing/open-loader.ts'
export { adoptEarlierConversations } from './earlier/earlier-account.ts'
export { isEarlierFile } from './earlier/file/is-earlier-file.ts'
export { type CopyTakeOver, type TakenCopy, takeOverCopy } from './earlier/file/take-over-copy.ts'
export { takenTables } from './earlier/file/taken-tables.ts'
export type { ImportResult } from './earlier/import-earlier-file.ts'
export type { ImportWarning } from './earlier/report.ts'
export { explainFailure } from './explain-failure.ts'
export { type DatabaseInspection, inspectDatabase } from './inspect-database.ts'
export { type Leadership, takeLeadership } from './leadership.ts'
export { type MigrationResult, migrate, migrationNames } from './migrate.ts'
export type { PostgresTarget } from './postgres-pool.ts'
export { type Preparation, prepareDatabase } from './prepare-database.ts'
export { acquireProcessLock, countPlatformSessions, findHeldLocks, type ProcessLock } from './process-lock.ts'
export type * from './schema.ts'
export { indexMessages } from './search/index-messages.ts'
export { matchSearch, type Searched } from './search/match-search.ts'
export { skipLocked } from './skip-locked.ts'
