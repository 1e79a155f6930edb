import { basename, dirname, join, relative, resolve } from 'node:path'
import { type ConfigNotice, sortNotices } from './fault.ts'
import { describeUnknown, findNearest } from './nearest.ts'
import { findEntry } from './read-key.ts'
import { readSection } from './read-section.ts'
import type { ConfigSection, ConfigValues } from './section.ts'
import { listKeys } from './section-keys.ts'
import { type DotenvFile, parseDotenv } from './sources/dotenv.ts'
import type { Environment } from './sources/environment.ts'
import { readText } from './sources/read-text.ts'
import { listFileVariables, readSecretFiles } from './sources/secret-files.ts'
import { mergeVariables, type Variables } from './sources/variables.ts'
import { parseYaml, type YamlFile, type YamlTree } from './sources/yaml-tree.ts'

export interface ConfigSource {
  /** Where relative paths start: the working directory of the process. */
  readonly directory: string
  readonly env: Environment
  /** Wins over the variable CONFIG_PATH. Default `config.yaml`. */
  readonly configPath?: string
  /** Read in place of the file `.env`: what a change of it would come to. */
  readonly dotenvText?: string
}

/** Faults are an expected outcome: the caller prints them with `formatFaults` and exits with status 2. */
export type ConfigOutcome<Sections extends readonly ConfigSection[]> =
  | { readonly kind: 'loaded'; readonly values: ConfigValues<Sections>; readonly warnings: readonly ConfigNotice[] }
  /** Sorted by place; never empty. */
  | { readonly kind: 'invalid'; readonly faults: readonly ConfigNotice[] }

/**
 * Reads `config.yaml` and the `.env` beside it; all faults are found in one go. Precedence: environment variable > `.env` >
 * `config.yaml` > default; NAME_FILE names a file that holds the secret NAME. No `config.yaml` means all defaults, unless a path was given: then it must exist.
 */
export function loadConfig<const Sections extends readonly ConfigSection[]>(
  sections: Sections,
  source: ConfigSource,
): ConfigOutcome<Sections> {
  const { dotenv, yaml } = readSources(source)
  if (yaml.kind === 'broken') return { kind: 'invalid', faults: sortNotices([...yaml.faults, ...dotenv.faults]) }

  const written = mergeVariables(source.env, dotenv.entries)
  const { variables, faults: secretFaults } = readSecretFiles(sections, written, source.directory)
  const readings = sections.map(section => ({
    section,
    ...readSection(section, findEntry(yaml.tree, section.name), variables),
  }))
  const faults = [
    ...dotenv.faults,
    ...yaml.faults,
    ...secretFaults,
    ...findUnknownSections(sections, yaml.tree),
    ...readings.flatMap(reading => reading.faults),
  ]
  if (faults.length > 0) return { kind: 'invalid', faults: sortNotices(faults) }
  return {
    kind: 'loaded',
    // Each value went through its section's schema, and the names are the sections' own.
    values: Object.fromEntries(readings.map(({ section, value }) => [section.name, value])) as ConfigValues<Sections>,
    warnings: sortNotices([
      ...readings.flatMap(reading => reading.warnings),
      ...findMistypedVariables(sections, written),
    ]),
  }
}

/** What the files hold, before any of it is judged. */
export interface ReadSources {
  readonly dotenv: DotenvFile
  readonly yaml: YamlFile
}

/** Reads `config.yaml` and the `.env` beside it; the text of `.env` may be given in place of the file. */
export function readSources(source: ConfigSource): ReadSources {
  const mustExist = namedConfig(source) !== null
  return {
    dotenv: readDotenvFile(locateDotenv(source), source),
    yaml: readYamlFile(locateConfig(source), { directory: source.directory, mustExist }),
  }
}

/** The `config.yaml` that is read, or the file that is named instead, whether it is there or not. */
export function locateConfig(source: ConfigSource): string {
  return resolve(source.directory, namedConfig(source) ?? 'config.yaml')
}

/** The `.env` beside `config.yaml`, whether it is there or not. */
export function locateDotenv(source: ConfigSource): string {
  return join(dirname(locateConfig(source)), '.env')
}

function namedConfig({ configPath, env }: ConfigSource): string | null {
  return configPath ?? (env.CONFIG_PATH || null)
}

function readDotenvFile(path: string, { directory, dotenvText }: ConfigSource): DotenvFile {
  const file = displayPath(path, directory)
  if (dotenvText !== undefined) return parseDotenv(dotenvText, file)
  const read = readText(path)
  if (read.kind === 'text') return parseDotenv(read.text, file)
  return { entries: [], faults: read.kind === 'missing' ? [] : [fileFault(file, read.reason)] }
}

function readYamlFile(path: string, options: { readonly directory: string; readonly mustExist: boolean }): YamlFile {
  const file = displayPath(path, options.directory)
  const read = readText(path)
  if (read.kind === 'text') return parseYaml(read.text, file)
  if (read.kind === 'unreadable') return { kind: 'broken', faults: [fileFault(file, read.reason)] }
  if (options.mustExist) return { kind: 'broken', faults: [fileFault(file, 'does not exist; see CONFIG_PATH')] }
  return parseYaml('', file)
}

/** As the owner would type it: relative when it is below the directory. */
function displayPath(path: string, directory: string): string {
  const shown = relative(directory, path)
  return shown.startsWith('..') ? path : shown || basename(path)
}

function fileFault(file: string, reason: string): ConfigNotice {
  return { place: { kind: 'file', file, line: 1, column: 1 }, key: null, text: `the file ${reason}` }
}

function findUnknownSections(sections: readonly ConfigSection[], tree: YamlTree): readonly ConfigNotice[] {
  const known = sections.map(section => section.name)
  const live = sections.filter(section => typeof section.retired !== 'string').map(section => section.name)
  if (tree.kind !== 'map') {
    return [{ place: tree.place, key: null, text: `found no sections; allowed: ${live.join(', ')}` }]
  }
  return tree.entries
    .filter(entry => !known.includes(entry.key))
    .map(({ key, place }) => ({ place, key, text: describeUnknown({ what: 'section', word: key, known, live }) }))
}

/** TELEGRAM_BOT_TOKE: the prefix of a section and nearly one of its keys. Other programs' variables are none of our business. */
function findMistypedVariables(sections: readonly ConfigSection[], variables: Variables): readonly ConfigNotice[] {
  return sections.flatMap(section => {
    const known = [...listKeys(section).map(key => key.variable), ...listFileVariables(sections)]
    const prefix = `${section.name.toUpperCase()}_`
    return [...variables]
      .filter(([name]) => name.startsWith(prefix) && !known.includes(name))
      .flatMap(([name, { place }]) => {
        const nearest = findNearest(name, known, 2)
        if (nearest === null) return []
        const key = place.kind === 'file' ? name : null
        return [{ place, key, text: `names no setting; did you mean ${nearest}?` }]
      })
  })
}
