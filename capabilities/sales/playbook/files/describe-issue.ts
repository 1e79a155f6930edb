import type { z } from 'zod'
import { findNearest } from '#shared/config'
import { truncate } from '#shared/utils'
import type { PlaybookFault } from '../fault.ts'
import type { Path, YamlFile } from './yaml-file.ts'

/** What a schema complains of, in the owner's words. The schema's own error text says what is allowed. */
export function describeIssue(issue: z.core.$ZodIssue, yaml: YamlFile): readonly PlaybookFault[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(key => describeUnknownKey([...issue.path, key], issue.message, yaml))
  }
  const found = valueAt(yaml.value, issue.path)
  if (found === undefined) return [describeMissingKey(issue.path, issue.message, yaml)]
  return [
    {
      ...placeOf(issue.path, yaml),
      code: 'wrong-value',
      found: describeFound(found),
      allowed: issue.message,
      cure: cureValue(found, issue.message),
    },
  ]
}

/** Where a path stands, for a fault: lists are counted from 1. */
export function placeOf(path: Path, yaml: YamlFile): Pick<PlaybookFault, 'file' | 'line' | 'key'> {
  const key = path.map(step => (typeof step === 'number' ? step + 1 : String(step))).join('.')
  return { file: yaml.file, line: yaml.lineOf(path), key: key === '' ? null : key }
}

function describeUnknownKey(path: Path, allowed: string, yaml: YamlFile): PlaybookFault {
  const name = String(path.at(-1))
  const nearest = findNearest(name, allowed.split(', '))
  return {
    ...placeOf(path, yaml),
    code: 'unknown-key',
    found: `the unknown key ${name}`,
    allowed,
    cure: nearest === null ? `Remove ${name}, or write one of the allowed keys.` : `Write ${nearest}.`,
  }
}

function describeMissingKey(path: Path, allowed: string, yaml: YamlFile): PlaybookFault {
  const cure = `Add the line "${String(path.at(-1))}: …" with ${allowed}.`
  return { ...placeOf(path, yaml), code: 'missing-key', found: 'nothing', allowed, cure }
}

function cureValue(found: unknown, allowed: string): string {
  const nearest = typeof found === 'string' ? findNearest(found, allowed.split(', ')) : null
  if (nearest !== null) return `Write ${nearest}.`
  if (typeof found !== 'string' && allowed.includes('in quotes')) return `Put it in quotes: "${String(found)}".`
  return `Change it to ${allowed}.`
}

function valueAt(value: unknown, path: Path): unknown {
  let inner = value
  for (const step of path) {
    if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, step)) return undefined
    inner = Reflect.get(inner, step)
  }
  return inner
}

function describeFound(value: unknown): string {
  if (value === null) return 'nothing'
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  if (typeof value === 'object') return 'keys below it'
  if (value === '') return 'an empty text'
  return typeof value === 'string' ? JSON.stringify(truncate(value, 60)) : String(value)
}
