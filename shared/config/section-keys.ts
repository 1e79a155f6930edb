import { z } from 'zod'
import { unwrapField } from './fields.ts'
import type { ConfigSection } from './section.ts'

/** One key of a section, with the keys of nested groups flattened. */
export interface SectionKey {
  /** Within the section: ['global', 'enabled']. */
  readonly path: readonly string[]
  /** As people write it: `rate_limiting.global.enabled`. */
  readonly name: string
  /** The environment variable that overrides it: `RATE_LIMITING_GLOBAL_ENABLED`. */
  readonly variable: string
  readonly field: z.ZodType
  /** Why it has no effect; null for a live key. */
  readonly retired: string | null
}

/** The keys of a section in the order they are declared. */
export function listKeys(section: ConfigSection): readonly SectionKey[] {
  return listGroup(section, section.schema, [])
}

/** The nested group that a field is, or null when it holds a value. */
export function asGroup(field: z.core.$ZodType): z.ZodObject | null {
  const { base } = unwrapField(field)
  return base instanceof z.ZodObject ? base : null
}

function listGroup(section: ConfigSection, group: z.ZodObject, path: readonly string[]): readonly SectionKey[] {
  return Object.entries(group.shape).flatMap(([key, field]) => {
    const inner = asGroup(field)
    return inner === null
      ? [toKey(section, [...path, key], field as z.ZodType)]
      : listGroup(section, inner, [...path, key])
  })
}

function toKey(section: ConfigSection, path: readonly string[], field: z.ZodType): SectionKey {
  const whole = [section.name, ...path]
  return {
    path,
    name: whole.join('.'),
    variable: whole.join('_').toUpperCase(),
    field,
    retired: typeof section.retired === 'string' ? section.retired : (section.retired[path.join('.')] ?? null),
  }
}
