export { type DatabaseConfig, databaseSection } from './config.ts'
export { connectDatabase, type Database, type DatabaseTarget, type Db, type Engine, type Tx } from './connect.ts'
export { type MigrationResult, migrate } from './migrate.ts'
export type * from './schema.ts'
