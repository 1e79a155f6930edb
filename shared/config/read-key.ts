import { type ConfigNotice, describeFound, type Place } from './fault.ts'
import { describeAllowed, unwrapField } from './fields.ts'
import type { SectionKey } from './section-keys.ts'
import { coerceInput } from './sources/coerce.ts'
import { substitute } from './sources/substitute.ts'
import type { Variables } from './sources/variables.ts'
import type { YamlEntry, YamlTree } from './sources/yaml-tree.ts'

/** What became of one key. `place` is null for a default: it was written nowhere. */
export type KeyReading =
  | { readonly kind: 'value'; readonly value: unknown; readonly place: Place | null }
  | { readonly kind: 'fault'; readonly fault: ConfigNotice }

/** Reads one key: its variable, else `config.yaml`, else its default. */
export function readKey(key: SectionKey, section: YamlEntry | undefined, variables: Variables): KeyReading {
  const found = locate(key, section, variables)
  if (found === null) return { kind: 'value', value: key.field.parse(undefined), place: null }
  // A retired key without its variable is a warning like any retired key: an owner who has moved on need not keep it set.
  if (found.kind === 'unset' && key.retired !== null) {
    return { kind: 'value', value: key.field.parse(undefined), place: found.place }
  }
  if (found.kind === 'unset') return { kind: 'fault', fault: unsetFault(key, found) }
  const input = coerceInput(key.field, found.input)
  const parsed = key.field.safeParse(input)
  if (parsed.success) return { kind: 'value', value: parsed.data, place: isEmpty(input) ? null : found.place }
  return { kind: 'fault', fault: valueFault(key, found, itemAt(input, parsed.error.issues[0]?.path[0])) }
}

type Located =
  | { readonly kind: 'found'; readonly place: Place; readonly input: unknown; readonly variable: string | null }
  | { readonly kind: 'unset'; readonly place: Place; readonly variable: string }

function locate(key: SectionKey, section: YamlEntry | undefined, variables: Variables): Located | null {
  const override = variables.get(key.variable)
  if (override !== undefined) return { kind: 'found', place: override.place, input: override.value, variable: null }
  let tree = section?.tree
  for (const name of key.path) tree = findEntry(tree, name)?.tree
  return tree === undefined ? null : readTree(tree, variables)
}

/** The entry `name` of a map; undefined when it is not there, or `tree` is no map. */
export function findEntry(tree: YamlTree | undefined, name: string): YamlEntry | undefined {
  return tree?.kind === 'map' ? tree.entries.find(entry => entry.key === name) : undefined
}

function readTree(tree: YamlTree, variables: Variables): Located {
  const { place } = tree
  // Keys where a value should be: an empty object is enough for the schema to refuse and the fault to name.
  if (tree.kind === 'map') return { kind: 'found', place, input: {}, variable: null }
  if (tree.kind === 'list') return readList(tree.items, place, variables)
  if (typeof tree.value !== 'string') return { kind: 'found', place, input: tree.value, variable: null }
  const replaced = substitute(tree.value, variables)
  if (replaced.kind === 'unset') return { kind: 'unset', place, variable: replaced.variable }
  if (replaced.kind === 'literal') return { kind: 'found', place, input: tree.value, variable: null }
  return { kind: 'found', place, input: replaced.value, variable: replaced.variable }
}

function readList(items: readonly YamlTree[], place: Place, variables: Variables): Located {
  const read = items.map(item => readTree(item, variables))
  const unset = read.find(item => item.kind === 'unset')
  return unset ?? { kind: 'found', place, input: read.map(item => item.kind === 'found' && item.input), variable: null }
}

function unsetFault(key: SectionKey, { place, variable }: { place: Place; variable: string }): ConfigNotice {
  const text = `the variable ${variable} is not set; set it (it may be empty), or write a default: \${${variable}:default}`
  return { place, key: key.name, text }
}

function valueFault(key: SectionKey, located: Located, input: unknown): ConfigNotice {
  const field = unwrapField(key.field)
  const found = describeFound(input, field.notes.isSecret ?? false)
  const source = located.variable === null ? '' : ` (from the variable ${located.variable})`
  return { place: located.place, key: key.name, text: `found ${found}${source}; allowed: ${describeAllowed(field)}` }
}

function itemAt(input: unknown, index: PropertyKey | undefined): unknown {
  return Array.isArray(input) && typeof index === 'number' ? input[index] : input
}

function isEmpty(input: unknown): boolean {
  return input === null || input === ''
}
