import { chmodSync, readlinkSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { errorCode } from '#shared/utils'
import type { ConfigNotice } from '../fault.ts'
import { type ConfigSource, loadConfig, locateDotenv } from '../load-config.ts'
import type { ConfigSection } from '../section.ts'
import { listKeys } from '../section-keys.ts'
import { parseDotenv } from '../sources/dotenv.ts'
import { readText } from '../sources/read-text.ts'
import { writeDotenv } from '../sources/write-dotenv.ts'

/** What settings are to be, by key; '' is nothing, null is what `config.yaml` or the default says. */
export type SettingChanges = Readonly<Record<string, string | null>>

export type SettingsChange =
  /** In the file; it counts from the next start on. */
  | { readonly kind: 'written' }
  /** No settings of ours. */
  | { readonly kind: 'unknown'; readonly keys: readonly string[] }
  /** A variable of the environment decides these, whatever a file says. */
  | { readonly kind: 'overruled'; readonly keys: readonly string[] }
  /** The platform would not start with them. */
  | { readonly kind: 'invalid'; readonly faults: readonly ConfigNotice[] }
  | { readonly kind: 'not-writable'; readonly code: string }

/**
 * Writes settings into the `.env` beside `config.yaml`, where they win over it: all or none, remarks kept, only after the whole
 * configuration was read with them. Readable to nobody but the user of the process: tokens stand in it. A `.env` that is a link
 * stays one: what it points to is written.
 */
export function changeSettings(
  sections: readonly ConfigSection[],
  source: ConfigSource,
  changes: SettingChanges,
): SettingsChange {
  const variables = new Map(sections.flatMap(listKeys).map(({ name, variable }) => [name, variable]))
  const unknown = Object.keys(changes).filter(key => !variables.has(key))
  if (unknown.length > 0) return { kind: 'unknown', keys: unknown }
  const named = Object.entries(changes).map(([key, value]) => ({ key, value, variable: variables.get(key) ?? key }))
  const decides = (name: string): boolean => source.env[name] !== undefined
  // A secret may also be named by the file it stands in.
  const overruled = named
    .filter(({ variable }) => decides(variable) || decides(`${variable}_FILE`))
    .map(({ key }) => key)
  if (overruled.length > 0) return { kind: 'overruled', keys: overruled }

  const path = locateDotenv(source)
  const former = readText(path)
  if (former.kind === 'unreadable') return { kind: 'not-writable', code: 'unreadable' }
  const formerText = former.kind === 'text' ? former.text : ''
  const { faults } = parseDotenv(formerText, '.env')
  if (faults.length > 0) return { kind: 'invalid', faults }
  const dotenvText = writeDotenv(formerText, new Map(named.map(({ variable, value }) => [variable, value])))
  const outcome = loadConfig(sections, { ...source, dotenvText })
  return outcome.kind === 'invalid' ? outcome : replaceFile(followLink(path), dotenvText)
}

/** Where `.env` is a link, as in the image, the folder of the code is closed to us and that of the file is not. */
function followLink(path: string): string {
  try {
    return resolve(dirname(path), readlinkSync(path))
  } catch {
    // No link, or nothing there yet.
    return path
  }
}

/** Beside it first, then into its place in one step: a crash leaves the one or the other, never half of one. */
function replaceFile(path: string, text: string): SettingsChange {
  const next = `${path}.next`
  try {
    writeFileSync(next, text, { flush: true, mode: 0o600 })
    // The mode above counts for a new file only.
    chmodSync(next, 0o600)
    renameSync(next, path)
    return { kind: 'written' }
  } catch (error) {
    rmSync(next, { force: true })
    return { kind: 'not-writable', code: errorCode(error) }
  }
}
