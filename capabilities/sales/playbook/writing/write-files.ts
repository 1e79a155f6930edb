import { createHash } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { commonFolder, type PlaybookFileName, playbookFileNames, playbookFiles } from '../files/playbook-files.ts'
import { listPlaybooks } from '../files/read-files.ts'
import {
  type PlaybookPlace,
  type PlaybookTrial,
  type PlaybookWritten,
  replacePlaybook,
  tryPlaybook,
} from './replace-playbook.ts'

/** A file of a playbook as the owner sees it in an editor. */
export interface PlaybookFile {
  readonly name: PlaybookFileName
  /** Null: there is none, and what `common` says counts. */
  readonly text: string | null
  /** What `common` says; null where each playbook must have a file of its own. */
  readonly commonText: string | null
}

export interface PlaybookFiles {
  readonly files: readonly PlaybookFile[]
  /** Another one after every change of a file. */
  readonly version: string
}

/** The names of files that there may be in a playbook. */
export const editableFiles: readonly string[] = playbookFileNames

/** Whole texts by the name of the file; null takes the file away. */
export type PlaybookTexts = Readonly<Partial<Record<string, string | null>>>

/** All files of a playbook; null when there is no such playbook. */
export function readPlaybookFiles({ folder, name }: PlaybookPlace): PlaybookFiles | null {
  if (!listPlaybooks(folder).includes(name)) return null
  const files = playbookFileNames.map(file => ({
    name: file,
    text: readText(join(folder, name, file)),
    commonText: playbookFiles[file].isCommon ? readText(join(folder, commonFolder, file)) : null,
  }))
  const version = createHash('sha256').update(JSON.stringify(files)).digest('base64url').slice(0, 22)
  return { files, version }
}

/** Writes these files, as `replacePlaybook` does. Names must be of `editableFiles`. */
export function writePlaybookFiles(place: PlaybookPlace, texts: PlaybookTexts, stamp: string): PlaybookWritten {
  return replacePlaybook(place, stamp, folder => writeTexts(folder, texts))
}

/** What would be wrong in the playbook with these files; nothing is changed. */
export function tryPlaybookFiles(place: PlaybookPlace, texts: PlaybookTexts): PlaybookTrial {
  return tryPlaybook(place, folder => writeTexts(folder, texts))
}

function writeTexts(folder: string, texts: PlaybookTexts): void {
  for (const [file, text] of Object.entries(texts)) {
    if (!editableFiles.includes(file)) throw new TypeError(`no file of a playbook: ${file}`)
    if (text === null) rmSync(join(folder, file), { force: true })
    else if (text !== undefined)
      writeFileSync(join(folder, file), text.endsWith('\n') ? text : `${text}\n`, { flush: true })
  }
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').replaceAll('\r\n', '\n')
  } catch {
    // Not there, or not readable: the check of the playbook says which.
    return null
  }
}
