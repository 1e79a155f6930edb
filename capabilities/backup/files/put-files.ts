import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve, sep } from 'node:path'
import { errorCode } from '#shared/utils'
import { type FileRoot, withoutLines } from './read-roots.ts'

export interface FileReport {
  /** Written because they were missing. */
  readonly missing: number
  /** There already, with the same bytes. */
  readonly same: number
  /** There with other bytes: left as they are, or replaced with the present one kept aside. */
  readonly differing: readonly string[]
}

export interface FilePutter {
  put(root: string, path: string, content: Buffer): void
  report(): FileReport
}

/**
 * Puts files of a backup back: those that are missing, always; those that differ, only when `isReplacing`, and then what is there
 * is kept beside them under a name with `stamp`. Newer words of a newer version are worth more than old ones by default.
 */
export function createFilePutter(roots: readonly FileRoot[], isReplacing: boolean, stamp: string): FilePutter {
  let missing = 0
  let same = 0
  const differing: string[] = []
  return {
    put(root, path, content) {
      const found = findPlace(roots, root, path)
      if (found === null) return
      const { place, ownLines } = found
      const present = readPresent(place)
      if (present !== null && withoutLines(present, ownLines).equals(content)) same += 1
      else if (present === null) {
        write(place, content)
        missing += 1
      } else {
        differing.push(place)
        if (!isReplacing) return
        renameSync(place, `${place}.before-restore-${stamp}`)
        write(place, withOwnLines(content, present, ownLines))
      }
    },
    report: () => ({ missing, same, differing }),
  }
}

interface Place {
  readonly place: string
  readonly ownLines: RegExp | undefined
}

/** Null for a root that is not known here, and for a path that leads out of its root: a backup may come from anywhere. */
function findPlace(roots: readonly FileRoot[], name: string, path: string): Place | null {
  const root = roots.find(each => each.name === name)
  if (root === undefined) return null
  const home = resolve(root.path)
  const place = path === '' ? home : resolve(join(home, path))
  return place === home || place.startsWith(home + sep) ? { place, ownLines: root.ownLines } : null
}

function withOwnLines(content: Buffer, present: Buffer, lines: RegExp | undefined): Buffer {
  if (lines === undefined) return content
  const own = present.toString('utf8').split('\n')
  return Buffer.from([...own.filter(line => lines.test(line)), content.toString('utf8')].join('\n'))
}

function readPresent(place: string): Buffer | null {
  try {
    return readFileSync(place)
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return null
    throw error
  }
}

function write(place: string, content: Buffer): void {
  mkdirSync(dirname(place), { recursive: true })
  // Some of them are secrets, and none is anybody else's.
  writeFileSync(place, content, { mode: 0o600 })
}
