import { findNearest } from '#shared/config'
import type { ParsedFolder } from '../files/parse-files.ts'
import type { Path } from '../files/yaml-file.ts'
import { findPlaceholders, linePlaceholders } from '../line-placeholders.ts'
import { lineNames } from '../playbook.ts'
import type { Complaint } from './rule-fault.ts'

/** Every placeholder of a line is there, in both languages, and none that nobody fills. */
export function checkLines(lines: NonNullable<ParsedFolder['lines']>['value']): readonly Complaint[] {
  return lineNames.flatMap(name => {
    const words = lines[name]
    if (words === undefined) return []
    return (['ru', 'en'] as const).flatMap(language =>
      checkPlaceholders([name, language], words[language], linePlaceholders[name]),
    )
  })
}

/** No braces where nothing is filled in: a client would read them. */
export function checkPlainText(value: unknown, path: Path = []): readonly Complaint[] {
  if (typeof value === 'string') return checkPlaceholders(path, value, [])
  if (typeof value !== 'object' || value === null) return []
  const steps = Array.isArray(value) ? [...value.entries()] : Object.entries(value)
  return steps.flatMap(([step, inner]) => checkPlainText(inner, [...path, step]))
}

function checkPlaceholders(path: Path, text: string, needed: readonly string[]): readonly Complaint[] {
  const found = findPlaceholders(text)
  const allowed = needed.length === 0 ? 'no { }' : needed.map(name => `{${name}}`).join(' and ')
  const strangers = found.filter(name => !needed.includes(name))
  const missing = needed.filter(name => !found.includes(name))
  return [
    ...strangers.map(name => {
      const nearest = findNearest(name, missing) ?? (missing.length === 1 ? (missing[0] ?? null) : null)
      const cure = nearest === null ? `Remove {${name}}.` : `Write {${nearest}} instead.`
      return { path, found: `the unknown placeholder {${name}}`, allowed, cure }
    }),
    // A missing one whose misspelling was named needs no second complaint.
    ...(strangers.length > 0 ? [] : missing).map(name => ({
      path,
      found: `no {${name}}`,
      allowed,
      cure: `Write {${name}} where it is to be filled in.`,
    })),
  ]
}
