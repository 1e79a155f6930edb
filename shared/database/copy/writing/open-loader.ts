import type { DatabaseTarget } from '../../connect.ts'
import type { Loader } from './loader.ts'
import { openPostgresLoader } from './postgres-loader.ts'
import { openSqliteLoader } from './sqlite-loader.ts'

/** Opens a database for filling it. A SQLite file is made by `begin`, not before. */
export async function openLoader(target: DatabaseTarget): Promise<Loader> {
  return target.engine === 'sqlite' ? openSqliteLoader(target.path) : openPostgresLoader(target)
}
