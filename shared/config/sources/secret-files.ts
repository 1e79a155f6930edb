import { resolve } from 'node:path'
import type { ConfigNotice, Place } from '../fault.ts'
import { unwrapField } from '../fields.ts'
import type { ConfigSection } from '../section.ts'
import { listKeys, type SectionKey } from '../section-keys.ts'
import { readText } from './read-text.ts'
import type { Variable, Variables } from './variables.ts'

export interface SecretFiles {
  /** Those given, and the secrets that were read. */
  readonly variables: Variables
  readonly faults: readonly ConfigNotice[]
}

/**
 * Reads secrets from files: NAME_FILE holds the path of a file with the secret NAME, as Docker, Kubernetes and systemd hand them
 * out. Relative paths start at `directory`; a line break at the end is no part of the secret.
 */
export function readSecretFiles(
  sections: readonly ConfigSection[],
  variables: Variables,
  directory: string,
): SecretFiles {
  const read = new Map(variables)
  const faults: ConfigNotice[] = []
  for (const key of listSecrets(sections)) {
    const path = variables.get(fileVariable(key))
    if (path === undefined || path.value === '') continue
    const secret = readSecret(path, { key, variables, directory })
    if (secret.kind === 'fault') faults.push({ place: path.place, key: key.name, text: secret.text })
    else read.set(key.variable, secret.variable)
  }
  return { variables: read, faults }
}

/** The variables that may name a file, so that a mistyped one is noticed. */
export function listFileVariables(sections: readonly ConfigSection[]): readonly string[] {
  return listSecrets(sections).map(fileVariable)
}

function listSecrets(sections: readonly ConfigSection[]): readonly SectionKey[] {
  const keys = sections.flatMap(section => [...listKeys(section)])
  const taken = new Set(keys.map(key => key.variable))
  // SECRETS_KEY_FILE is a setting of its own, and means a file that the platform writes itself.
  return keys.filter(key => unwrapField(key.field).notes.isSecret === true && !taken.has(fileVariable(key)))
}

function fileVariable({ variable }: SectionKey): string {
  return `${variable}_FILE`
}

interface Looking {
  readonly key: SectionKey
  readonly variables: Variables
  readonly directory: string
}

type SecretRead =
  | { readonly kind: 'read'; readonly variable: Variable }
  | { readonly kind: 'fault'; readonly text: string }

function readSecret({ value: path }: Variable, { key, variables, directory }: Looking): SecretRead {
  const name = fileVariable(key)
  if ((variables.get(key.variable)?.value ?? '') !== '')
    return { kind: 'fault', text: `found ${key.variable} beside it; allowed: one of the two` }
  const cure = `write the secret into it, or unset ${name}`
  const file = readText(resolve(directory, path))
  if (file.kind === 'missing') return { kind: 'fault', text: `the file ${path} does not exist; ${cure}` }
  if (file.kind === 'unreadable') return { kind: 'fault', text: `the file ${path} ${file.reason}; ${cure}` }
  const value = file.text.replace(/[\r\n]+$/, '')
  if (value.trim() === '') return { kind: 'fault', text: `the file ${path} is empty; ${cure}` }
  const place: Place = { kind: 'file', file: path, line: 1, column: 1 }
  return { kind: 'read', variable: { value, place } }
}
