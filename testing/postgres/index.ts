export { createTestDatabase, type TestDatabase } from './create-test-database.ts'
export { findTestServer } from './find-test-server.ts'
export type { TestServer } from './open-test-server.ts'
export { type PostgresOptions, type PostgresServer, startPostgres } from './start-postgres.ts'
