import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseDocument } from 'yaml'
import { errorCode } from '#shared/utils'
import { checkPlaybook } from '../check-playbook.ts'
import type { PlaybookFault } from '../fault.ts'
import { commonFolder } from '../files/playbook-files.ts'
import type { Weekday, Words } from '../playbook.ts'
import { nextFolder, swapFolders } from './swap-folders.ts'

/** What is to change in a playbook; what is left out stays as it was. */
export interface PlaybookChange {
  /** The whole text of offer.md. */
  readonly offer?: string
  readonly greeting?: Words
  /** Hours like `10:00-19:00`, or `closed`. */
  readonly workingHours?: Readonly<Record<Weekday, string>>
  readonly language?: 'ru' | 'en'
  readonly modelServer?: string
}

export type PlaybookWritten =
  /** Where the former words are now, beside the new ones. */
  | { readonly kind: 'written'; readonly formerFolder: string }
  /** Nothing was changed. */
  | { readonly kind: 'invalid'; readonly faults: readonly PlaybookFault[] }
  /** The disk does not allow it; nothing was changed. */
  | { readonly kind: 'not-writable'; readonly code: string }

export interface PlaybookPlace {
  /** The folder of all playbooks. */
  readonly folder: string
  readonly name: string
}

/**
 * Writes an owner's words into their playbook: all of it or nothing. The new folder is made beside the old one, checked as
 * `playbook check` does, and only then takes its place; the former is kept as `<name>.<stamp>~`. A crash in between is mended by
 * `recoverPlaybook`. The playbook counts as set up from then on.
 */
export function writePlaybook({ folder, name }: PlaybookPlace, change: PlaybookChange, stamp: string): PlaybookWritten {
  const workshop = join(folder, '.setup')
  try {
    rmSync(workshop, { recursive: true, force: true })
    mkdirSync(workshop)
    cpSync(join(folder, commonFolder), join(workshop, commonFolder), { recursive: true })
    cpSync(join(folder, name), join(workshop, name), { recursive: true })
    applyChange(join(workshop, name), change)
    const faults = checkPlaybook(workshop, name)
    if (faults.length > 0) return { kind: 'invalid', faults }
    const next = join(folder, nextFolder(name))
    rmSync(next, { recursive: true, force: true })
    renameSync(join(workshop, name), next)
    return { kind: 'written', formerFolder: swapFolders(folder, name, stamp) }
  } catch (error) {
    return { kind: 'not-writable', code: errorCode(error) }
  } finally {
    rmSync(workshop, { recursive: true, force: true })
  }
}

function applyChange(folder: string, change: PlaybookChange): void {
  if (change.offer !== undefined) writeFileSync(join(folder, 'offer.md'), `${change.offer.trim()}\n`, { flush: true })
  editYaml(join(folder, 'playbook.yaml'), [
    [['set_up'], true],
    ...(change.language === undefined ? [] : [[['language'], change.language] as const]),
    ...(change.modelServer === undefined ? [] : [[['model_server'], change.modelServer] as const]),
    ...listHours(change),
  ])
  const { greeting } = change
  if (greeting === undefined) return
  editYaml(join(folder, 'lines.yaml'), [
    [['greeting', 'ru'], greeting.ru],
    [['greeting', 'en'], greeting.en],
  ])
}

type Edit = readonly [path: readonly string[], value: string | boolean]

function listHours({ workingHours }: PlaybookChange): readonly Edit[] {
  return Object.entries(workingHours ?? {}).map(([day, hours]) => [['meeting', 'working_hours', day], hours])
}

/** Remarks and order stay as the owner knows them. */
function editYaml(path: string, edits: readonly Edit[]): void {
  const document = parseDocument(readFileSync(path, 'utf8'))
  for (const [key, value] of edits) document.setIn(key, value)
  writeFileSync(path, document.toString({ lineWidth: 0 }), { flush: true })
}
