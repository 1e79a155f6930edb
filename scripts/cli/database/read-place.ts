import { resolve } from 'node:path'
import type { DatabaseConfig, DatabaseTarget } from '#shared/database'

/**
 * A database as the command line names it: `sqlite` and `postgres` are those of the settings, otherwise a URL or a path of a file.
 * Null for what is neither, and for `postgres` without a URL in the settings.
 */
export function readPlace(word: string, config: DatabaseConfig): DatabaseTarget | null {
  if (word === 'sqlite') return { engine: 'sqlite', path: resolve(config.db_path) }
  if (word === 'postgres')
    return config.url === null ? null : { engine: 'postgres', url: config.url.reveal(), poolSize: 2 }
  if (/^postgres(ql)?:\/\//.test(word))
    return URL.canParse(word) ? { engine: 'postgres', url: word, poolSize: 2 } : null
  return /^\w+:\/\//.test(word) || word === ''
    ? null
    : { engine: 'sqlite', path: resolve(word.replace(/^sqlite:/, '')) }
}

/** Whether two words lead to one database: it cannot be copied onto itself. */
export function isSamePlace(one: DatabaseTarget, other: DatabaseTarget): boolean {
  if (one.engine === 'sqlite' || other.engine === 'sqlite') {
    return one.engine === 'sqlite' && other.engine === 'sqlite' && one.path === other.path
  }
  const [here, there] = [new URL(one.url), new URL(other.url)]
  return here.host === there.host && here.pathname === there.pathname
}
