import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { findNearest } from '#shared/config'
import type { PlaybookFault } from '../fault.ts'
import { commonFolder, type PlaybookFileName, playbookFileNames, playbookFiles } from './playbook-files.ts'

/** The text of one file, and how it is called in faults. */
export interface FileText {
  readonly file: string
  readonly text: string
}

export type FileTexts = Readonly<Partial<Record<PlaybookFileName, FileText>>>

export interface FolderReading {
  readonly texts: FileTexts
  readonly faults: readonly PlaybookFault[]
}

/** The playbooks that are there, by name; `common` is none. Empty when the folder cannot be read. */
export function listPlaybooks(playbooksFolder: string): readonly string[] {
  try {
    return readdirSync(playbooksFolder, { withFileTypes: true })
      .filter(entry => entry.isDirectory() || entry.isSymbolicLink())
      .map(entry => entry.name)
      .filter(name => name !== commonFolder && !isHidden(name))
      .sort()
  } catch {
    return []
  }
}

/** All texts of one folder, with a fault for each file that is missing, unknown or unreadable. */
export function readFolder(playbooksFolder: string, name: string): FolderReading {
  const place = `${basename(playbooksFolder)}/${name}`
  const found = listFiles(join(playbooksFolder, name))
  const known = playbookFileNames.filter(file => name !== commonFolder || playbookFiles[file].isCommon)
  const strangers = found.filter(file => !known.some(other => other === file))
  const readings = known
    .filter(file => found.includes(file))
    .map(file => ({ name: file, ...readText(join(playbooksFolder, name, file), `${place}/${file}`) }))
  const texts = readings.flatMap(({ name: file, text }) => (text === null ? [] : [[file, text]]))
  return {
    texts: Object.fromEntries(texts) as FileTexts,
    faults: [
      ...readings.flatMap(({ fault }) => (fault === null ? [] : [fault])),
      ...strangers.map(file => describeStranger(place, file, known)),
      ...known.filter(file => isMissing(file, name, found)).map(file => describeMissing(place, file)),
    ],
  }
}

/** What to say of a name that no folder has. */
export function describeUnknownPlaybook(playbooksFolder: string, name: string): PlaybookFault {
  const known = listPlaybooks(playbooksFolder)
  const nearest = findNearest(name, known)
  return {
    code: 'unknown-playbook',
    file: `${basename(playbooksFolder)}/${name}`,
    line: 1,
    key: null,
    found: 'no such playbook',
    allowed: known.join(', ') || 'a folder with a playbook',
    cure:
      nearest === null
        ? 'Choose one of these in business.playbook, or create the folder.'
        : `Write ${nearest} in business.playbook.`,
  }
}

// A playbook may leave out what common has; common may leave out nothing.
function isMissing(file: PlaybookFileName, folder: string, found: readonly string[]): boolean {
  return !found.includes(file) && (folder === commonFolder || !playbookFiles[file].isCommon)
}

function listFiles(path: string): readonly string[] {
  try {
    return readdirSync(path).filter(name => !isHidden(name))
  } catch {
    // Each file is then told to be missing.
    return []
  }
}

/** What editors and desktops leave behind. */
function isHidden(name: string): boolean {
  return name.startsWith('.') || name.endsWith('~')
}

type TextReading =
  | { readonly text: FileText; readonly fault: null }
  | { readonly text: null; readonly fault: PlaybookFault }

function readText(path: string, file: string): TextReading {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path)).replaceAll('\r\n', '\n')
    return { text: { file, text }, fault: null }
  } catch (error) {
    const isEncoding = error instanceof TypeError
    return {
      text: null,
      fault: {
        code: 'unreadable-file',
        file,
        line: 1,
        key: null,
        found: isEncoding ? 'text in another encoding than UTF-8' : 'a file that cannot be opened',
        allowed: 'a text file in UTF-8',
        cure: isEncoding ? 'Save it again with the encoding UTF-8.' : 'Let the user who runs the platform read it.',
      },
    }
  }
}

function describeStranger(place: string, name: string, known: readonly string[]): PlaybookFault {
  const nearest = findNearest(name, known)
  const cure =
    nearest === null ? 'Move it out of the folder.' : `Rename it to ${nearest}, or move it out of the folder.`
  const file = `${place}/${name}`
  return { code: 'unknown-file', file, line: 1, key: null, found: 'an unknown file', allowed: known.join(', '), cure }
}

function describeMissing(place: string, name: PlaybookFileName): PlaybookFault {
  const file = `${place}/${name}`
  const cure = `Create ${name}; that of another playbook shows its form.`
  return { code: 'missing-file', file, line: 1, key: null, found: 'no such file', allowed: 'the file', cure }
}
