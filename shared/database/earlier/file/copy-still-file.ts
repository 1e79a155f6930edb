import { copyFileSync, existsSync, statSync } from 'node:fs'
import { AppError } from '#shared/utils'

// What a program that was killed left unfinished lies beside the file, and belongs to it.
const companions = ['', '-wal', '-journal'] as const

/**
 * Copies a SQLite file without opening it, so that not a byte of it, or beside it, changes. Throws `database.earlier_in_use` when
 * somebody wrote to it meanwhile: the copy would be of two instants.
 */
export function copyStillFile(path: string, copyPath: string): void {
  const before = describe(path)
  for (const companion of companions)
    if (existsSync(`${path}${companion}`)) copyFileSync(`${path}${companion}`, `${copyPath}${companion}`)
  if (describe(path) !== before)
    throw new AppError('database.earlier_in_use', 'the file was written to while it was copied')
}

function describe(path: string): string {
  return companions
    .map(companion => statSync(`${path}${companion}`, { bigint: true, throwIfNoEntry: false }))
    .map(found => (found === undefined ? '-' : `${found.size}@${found.mtimeNs}`))
    .join(' ')
}
