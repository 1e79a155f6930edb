import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseDocument } from 'yaml'
import type { Weekday, Words } from '../playbook.ts'
import { type PlaybookPlace, type PlaybookWritten, replacePlaybook } from './replace-playbook.ts'

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

/** Writes an owner's words into their playbook, as `replacePlaybook` does. The playbook counts as set up from then on. */
export function writePlaybook(place: PlaybookPlace, change: PlaybookChange, stamp: string): PlaybookWritten {
  return replacePlaybook(place, stamp, folder => applyChange(folder, change))
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
