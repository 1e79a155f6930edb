import type { ConfigNotice, Place } from './fault.ts'
import { describeUnknown } from './nearest.ts'
import { findEntry, type KeyReading, readKey } from './read-key.ts'
import type { ConfigSection } from './section.ts'
import { asGroup, listKeys, type SectionKey } from './section-keys.ts'
import type { Variables } from './sources/variables.ts'
import type { YamlEntry, YamlTree } from './sources/yaml-tree.ts'

export interface SectionReading {
  /** Complete and valid when there are no faults. */
  readonly value: Readonly<Record<string, unknown>>
  readonly faults: readonly ConfigNotice[]
  readonly warnings: readonly ConfigNotice[]
}

interface KeyRead {
  readonly key: SectionKey
  readonly reading: KeyReading
}

/** Reads one section from its entry in `config.yaml` (undefined: not there) and the variables; finds all of its faults. */
export function readSection(
  section: ConfigSection,
  entry: YamlEntry | undefined,
  variables: Variables,
): SectionReading {
  const reads = listKeys(section).map(key => ({ key, reading: readKey(key, entry, variables) }))
  const faulty = reads.flatMap(({ reading }) => (reading.kind === 'fault' ? [reading.fault] : []))
  const value = assemble(reads)
  return {
    value,
    faults: [
      ...(entry === undefined ? [] : findMisplaced(section, entry)),
      ...faulty,
      ...judgeRules({ section, entry, reads, value }),
    ],
    warnings: findRetired(section, entry, reads),
  }
}

function assemble(reads: readonly KeyRead[]): Record<string, unknown> {
  const value: Record<string, unknown> = {}
  for (const { key, reading } of reads) placeLeaf(value, key.path, reading.kind === 'value' ? reading.value : undefined)
  return value
}

function placeLeaf(target: Record<string, unknown>, [name = '', ...rest]: readonly string[], leaf: unknown): void {
  if (rest.length === 0) {
    target[name] = leaf
    return
  }
  const inner = (target[name] ?? {}) as Record<string, unknown>
  target[name] = inner
  placeLeaf(inner, rest, leaf)
}

/** Unknown keys, and values where keys should be. A group that is empty is a group of defaults. */
function findMisplaced(section: ConfigSection, entry: YamlEntry): readonly ConfigNotice[] {
  return checkGroup(entry.tree, section.schema, section.name)

  function checkGroup(tree: YamlTree, group: typeof section.schema, name: string): readonly ConfigNotice[] {
    if (tree.kind === 'scalar' && tree.value === null) return []
    const known = Object.keys(group.shape)
    if (tree.kind !== 'map') {
      const found = tree.kind === 'list' ? 'a list' : 'a value'
      return [{ place: tree.place, key: name, text: `found ${found}; allowed: keys below it (${known.join(', ')})` }]
    }
    return tree.entries.flatMap(({ key, place, tree: value }) => {
      const field = group.shape[key]
      // The name may be one that every object has, such as `constructor`.
      if (!known.includes(key) || field === undefined) {
        const live = known.filter(other => !isRetired(section, `${name}.${other}`))
        return [{ place, key: `${name}.${key}`, text: describeUnknown({ what: 'key', word: key, known, live }) }]
      }
      const inner = asGroup(field)
      return inner === null ? [] : checkGroup(value, inner, `${name}.${key}`)
    })
  }
}

function isRetired(section: ConfigSection, name: string): boolean {
  return typeof section.retired !== 'string' && name.slice(section.name.length + 1) in section.retired
}

interface SectionFacts {
  readonly section: ConfigSection
  readonly entry: YamlEntry | undefined
  readonly reads: readonly KeyRead[]
  readonly value: Readonly<Record<string, unknown>>
}

function judgeRules({ section, entry, reads, value }: SectionFacts): readonly ConfigNotice[] {
  const faulty = new Set(reads.flatMap(({ key, reading }) => (reading.kind === 'fault' ? [key.path[0]] : [])))
  return section.rules.flatMap(rule => {
    if (rule.keys.some(key => faulty.has(key))) return []
    const text = rule.judge(value)
    return text === null ? [] : [{ place: placeOf(rule.keys, entry, reads), key: nameOf(section, rule.keys), text }]
  })
}

// At least one key of a broken rule was written somewhere: the defaults keep every rule.
function placeOf(keys: readonly string[], entry: YamlEntry | undefined, reads: readonly KeyRead[]): Place {
  const places = keys.map(name => reads.find(({ key }) => key.path[0] === name)?.reading)
  const written = places.flatMap(reading =>
    reading?.kind === 'value' && reading.place !== null ? [reading.place] : [],
  )
  return written[0] ?? entry?.place ?? { kind: 'environment', variable: keys.join(', ') }
}

function nameOf(section: ConfigSection, keys: readonly string[]): string {
  return `${section.name}.${keys[0]}`
}

function findRetired(
  section: ConfigSection,
  entry: YamlEntry | undefined,
  reads: readonly KeyRead[],
): readonly ConfigNotice[] {
  const set = reads.flatMap(({ key, reading }) =>
    key.retired !== null && reading.kind === 'value' && reading.place !== null
      ? [{ place: placeOfKey(key, entry) ?? reading.place, key: key.name, text: `has no effect: ${key.retired}` }]
      : [],
  )
  if (typeof section.retired !== 'string') return set
  return set.slice(0, 1).map(({ place, text }) => ({ place: entry?.place ?? place, key: section.name, text }))
}

function placeOfKey(key: SectionKey, entry: YamlEntry | undefined): Place | undefined {
  let found = entry
  for (const name of key.path) found = findEntry(found?.tree, name)
  return found?.place
}
