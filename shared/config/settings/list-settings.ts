import type { Place } from '../fault.ts'
import { describeAllowed, type Range, unwrapField } from '../fields.ts'
import { type ConfigSource, readSources } from '../load-config.ts'
import { findEntry, readKey } from '../read-key.ts'
import type { ConfigSection } from '../section.ts'
import { listKeys, type SectionKey } from '../section-keys.ts'
import { mergeVariables, type Variables } from '../sources/variables.ts'
import type { YamlEntry } from '../sources/yaml-tree.ts'

/** One setting as it stands in the files and the environment now, which may be newer than what this process started with. */
export interface SettingState {
  /** `ai_server.base_url` */
  readonly key: string
  /** `AI_SERVER_BASE_URL` */
  readonly variable: string
  readonly meaning: string
  /** What may be written, in words. */
  readonly allowed: string
  /** The least and the most that a number may be; null: it is no number. */
  readonly range: Range | null
  readonly isSecret: boolean
  /** As a person would write it; null: nothing, or a secret, of which only `isSet` tells. */
  readonly value: string | null
  readonly isSet: boolean
  readonly fallback: string | null
  /** Where it was written; null: nowhere, so that the default counts. */
  readonly place: Place | null
}

/** All live settings of the sections, in their order. One that is faulty in the files counts as not set: the start tells of it. */
export function listSettings(sections: readonly ConfigSection[], source: ConfigSource): readonly SettingState[] {
  const { dotenv, yaml } = readSources(source)
  const variables = mergeVariables(source.env, dotenv.entries)
  return sections.flatMap(section => {
    const entry = yaml.kind === 'tree' ? findEntry(yaml.tree, section.name) : undefined
    return listKeys(section)
      .filter(key => key.retired === null)
      .map(key => describe(key, entry, variables))
  })
}

function describe(key: SectionKey, entry: YamlEntry | undefined, variables: Variables): SettingState {
  const field = unwrapField(key.field)
  const isSecret = field.notes.isSecret ?? false
  const reading = readKey(key, entry, variables)
  const value = reading.kind === 'value' ? reading.value : null
  return {
    key: key.name,
    variable: key.variable,
    meaning: key.field.description ?? '',
    allowed: describeAllowed(field),
    range: field.notes.range ?? null,
    isSecret,
    value: isSecret ? null : write(value),
    isSet: value !== null,
    fallback: isSecret ? null : write(key.field.parse(undefined)),
    place: reading.kind === 'value' ? reading.place : null,
  }
}

function write(value: unknown): string | null {
  if (value === null || value === undefined) return null
  return Array.isArray(value) ? value.join(', ') : String(value)
}
