import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { AppError, errorCode, newToken } from '#shared/utils'
import { newKeyText, parseKey, type SecretKey } from './secret-key.ts'

const head = [
  '# Opens the tokens of your bots in the database. Keep a copy apart from the backups of the database; show it to nobody.',
  '# The first key seals; those below it only open, until `npm run cli -- bots rekey` has ended.',
].join('\n')

/** The keys of the file, the current one first; none when there is no file. Throws `secrets.key_file_unreadable`. */
export function readKeyFile(path: string): readonly SecretKey[] {
  const lines = readLines(path)
  return lines.map(line => {
    const key = parseKey(line)
    if (key === null) throw unreadable(path, 'a line of it is not a key')
    return key
  })
}

/** Makes the file with a new key unless another process has made it meanwhile; either way there is one afterwards. */
export function createKeyFile(path: string): void {
  const written = writeBeside(path, [newKeyText()])
  try {
    // Unlike a rename, a link fails when there is one already: the first of two keys stays.
    linkSync(written, path)
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw unreadable(path, errorCode(error), error)
  } finally {
    rmSync(written, { force: true })
  }
}

/** Puts a new key before those there are. */
export function addKey(path: string): void {
  renameSync(writeBeside(path, [newKeyText(), ...readLines(path)]), path)
}

/** Keeps the current key only. */
export function dropFormerKeys(path: string): void {
  renameSync(writeBeside(path, readLines(path).slice(0, 1)), path)
}

function readLines(path: string): readonly string[] {
  try {
    const lines = readFileSync(path, 'utf8').split('\n')
    return lines.map(line => line.trim()).filter(line => line !== '' && !line.startsWith('#'))
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return []
    throw unreadable(path, errorCode(error), error)
  }
}

/** A whole file of its own, which takes the place of the old one at once or not at all. */
function writeBeside(path: string, keys: readonly string[]): string {
  const written = `${path}.${newToken(6)}`
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(written, `${[head, ...keys].join('\n')}\n`, { mode: 0o600, flag: 'wx', flush: true })
    return written
  } catch (error) {
    throw unreadable(path, errorCode(error), error)
  }
}

function unreadable(path: string, reason: string, cause?: unknown): AppError {
  const message = `the key file ${path} cannot be used (${reason}): mend it or its rights, or put the copy you kept in its place`
  return new AppError('secrets.key_file_unreadable', message, { cause, public: message })
}
