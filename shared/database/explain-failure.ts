import { AppError } from '#shared/utils'
import type { DatabaseTarget } from './connect.ts'

interface Cause {
  /** What the driver, the server or the system calls it. */
  readonly codes: RegExp
  readonly code: string
  /** What it means and what helps, in the owner's words. */
  readonly cure: string
}

const sqliteCauses: readonly Cause[] = [
  {
    codes: /^(SQLITE_FULL|SQLITE_IOERR.*|ENOSPC|EFBIG|EDQUOT)$/,
    code: 'database.no_room',
    cure: 'the disk has no room for it (taking over an earlier file needs room for two more of its size): make room and start again',
  },
  {
    codes: /^(SQLITE_BUSY.*|SQLITE_LOCKED.*|database\.earlier_in_use)$/,
    code: 'database.in_use',
    cure: 'another program is writing to it: stop the earlier system or the other copy and start again',
  },
  {
    codes: /^(SQLITE_CORRUPT.*|SQLITE_NOTADB|database\.earlier_corrupt)$/,
    code: 'database.corrupt',
    cure: 'it is damaged or no SQLite file: restore a backup, or save what is readable with `sqlite3 <file> .recover`',
  },
  {
    codes: /^(SQLITE_READONLY.*|SQLITE_CANTOPEN.*|EACCES|EPERM|EROFS|ENOTDIR|EEXIST)$/,
    code: 'database.not_writable',
    cure: 'it or its folder cannot be written: check the path and the rights of this user',
  },
]

const postgresCauses: readonly Cause[] = [
  { codes: /^28/, code: 'database.access_refused', cure: 'it refuses the user or the password: check DATABASE_URL' },
  {
    codes: /^3D000$/,
    code: 'database.missing',
    cure: 'it has no database of that name: create it or check DATABASE_URL',
  },
  { codes: /^42501$/, code: 'database.no_rights', cure: 'the user may not create tables there: grant it the schema' },
  {
    codes: /^(53|57)/,
    code: 'database.overloaded',
    cure: 'it is starting, stopping or out of connections: try again soon',
  },
  {
    codes: /^(E[A-Z]+|08.*|)$/,
    code: 'database.unreachable',
    cure: 'it cannot be reached: check that it runs and that DATABASE_URL names its host and port',
  },
]

/** One clear error for whatever kept the database from being used. It names the place, never a password, and the cure. */
export function explainFailure(cause: unknown, target: DatabaseTarget): AppError {
  const isSqlite = target.engine === 'sqlite'
  const found = (isSqlite ? sqliteCauses : postgresCauses).find(({ codes }) => codes.test(codeOf(cause)))
  if (found === undefined && cause instanceof AppError) return cause
  const place = isSqlite ? `the database file ${target.path}` : 'the PostgreSQL database'
  const cure = found?.cure ?? 'please report this with the log'
  const message = `${place} cannot be used, and nothing was changed: ${cure}`
  return new AppError(found?.code ?? 'database.not_prepared', message, { cause, public: message })
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : ''
}
