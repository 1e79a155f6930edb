import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Weekday, Words } from '../playbook.ts'
import { editYaml, type YamlEdit } from './edit-yaml.ts'
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

function listHours({ workingHours }: PlaybookChange): readonly YamlEdit[] {
  return Object.entries(workingHours ?? {}).map(([day, hours]) => [['meeting', 'working_hours', day], hours])
}
