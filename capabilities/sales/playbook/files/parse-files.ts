import type { z } from 'zod'
import type { PlaybookFault } from '../fault.ts'
import { describeIssue } from './describe-issue.ts'
import { playbookFiles } from './playbook-files.ts'
import type { FileText, FileTexts } from './read-files.ts'
import { parseYamlFile, type YamlFile } from './yaml-file.ts'

type YamlName = {
  [Name in keyof typeof playbookFiles]: (typeof playbookFiles)[Name] extends { kind: 'yaml' } ? Name : never
}[keyof typeof playbookFiles]

/** One file whose form is right: its value, and where everything in it stands. */
export interface ParsedFile<Name extends YamlName> {
  readonly yaml: YamlFile
  readonly value: z.output<(typeof playbookFiles)[Name]['schema']>
}

/** What a folder holds. A file that is missing or faulty is null: its faults are told apart. */
export interface ParsedFolder {
  readonly persona: string | null
  readonly offer: string | null
  readonly playbook: ParsedFile<'playbook.yaml'> | null
  readonly slots: ParsedFile<'slots.yaml'> | null
  readonly stages: ParsedFile<'stages.yaml'> | null
  readonly objections: ParsedFile<'objections.yaml'> | null
  readonly lines: ParsedFile<'lines.yaml'> | null
  readonly followUps: ParsedFile<'follow-ups.yaml'> | null
}

export interface FolderParsing {
  readonly folder: ParsedFolder
  readonly faults: readonly PlaybookFault[]
}

/** Judges the form of every file, each by its schema. */
export function parseFiles(texts: FileTexts): FolderParsing {
  const faults: PlaybookFault[] = []
  const folder = {
    persona: readProse(texts['persona.md'], faults),
    offer: readProse(texts['offer.md'], faults),
    playbook: readYaml('playbook.yaml', texts, faults),
    slots: readYaml('slots.yaml', texts, faults),
    stages: readYaml('stages.yaml', texts, faults),
    objections: readYaml('objections.yaml', texts, faults),
    lines: readYaml('lines.yaml', texts, faults),
    followUps: readYaml('follow-ups.yaml', texts, faults),
  }
  return { folder, faults }
}

/** Prose without the owner's <!-- remarks -->. */
function readProse(source: FileText | undefined, faults: PlaybookFault[]): string | null {
  if (source === undefined) return null
  const prose = source.text.replaceAll(/<!--[\s\S]*?-->/g, '').trim()
  if (prose !== '') return prose
  const { file } = source
  const cure = 'Write what the assistant is to know, in your own words.'
  faults.push({ code: 'empty-file', file, line: 1, key: null, found: 'an empty file', allowed: 'words', cure })
  return null
}

function readYaml<Name extends YamlName>(
  name: Name,
  texts: FileTexts,
  faults: PlaybookFault[],
): ParsedFile<Name> | null {
  const source = texts[name]
  if (source === undefined) return null
  const { yaml, faults: syntaxFaults } = parseYamlFile(source.file, source.text)
  faults.push(...syntaxFaults)
  if (yaml === null) return null
  const parsed = playbookFiles[name].schema.safeParse(yaml.value)
  // The schema was looked up by the very name that the type is looked up by.
  if (parsed.success) return { yaml, value: parsed.data as ParsedFile<Name>['value'] }
  faults.push(...parsed.error.issues.flatMap(issue => describeIssue(issue, yaml)))
  return null
}
