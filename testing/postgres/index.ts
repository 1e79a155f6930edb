export { createTestDatabase, type TestDatabase } from './create-test-database.ts'
export { findTestServer, type TestServer } from './find-test-server.ts'
export { type PostgresOptions, type PostgresServer, startPostgres } from './start-postgres.ts'
