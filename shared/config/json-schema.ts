import { z } from 'zod'
import { unwrapField } from './fields.ts'
import type { ConfigSection } from './section.ts'
import { asGroup, listKeys } from './section-keys.ts'

type Json = Readonly<Record<string, unknown>>

/** The text of `config.schema.json`: JSON Schema draft 7, which editors know best, of a `config.yaml` with these sections. */
export function renderJsonSchema(sections: readonly ConfigSection[]): string {
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'config.yaml of Telegram AI Platform',
    type: ['object', 'null'],
    additionalProperties: false,
    properties: Object.fromEntries(sections.map(section => [section.name, buildSection(section)])),
  }
  return `${JSON.stringify(schema, null, 2)}\n`
}

function buildSection(section: ConfigSection): Json {
  const retired = new Map(listKeys(section).map(key => [key.path.join('.'), key.retired]))
  return { ...buildGroup(section.schema, []), ...deprecation(section.schema.description, sectionReason(section)) }

  function buildGroup(group: z.ZodObject, path: readonly string[]): Json {
    const properties = Object.entries(group.shape).map(([key, field]) => {
      const inner = asGroup(field)
      const name = [...path, key]
      return [
        key,
        inner === null ? buildField(field as z.ZodType, retired.get(name.join('.')) ?? null) : buildGroup(inner, name),
      ]
    })
    return { type: ['object', 'null'], additionalProperties: false, properties: Object.fromEntries(properties) }
  }
}

function sectionReason(section: ConfigSection): string | null {
  return typeof section.retired === 'string' ? section.retired : null
}

function buildField(field: z.ZodType, reason: string | null): Json {
  const {
    $schema: _,
    description,
    default: fallback,
    ...shape
  } = z.toJSONSchema(field, { io: 'input', target: 'draft-7' })
  return {
    ...deprecation(description, reason),
    default: fallback,
    anyOf: [shape, ...writtenForms(field).map(pattern => ({ type: 'string', pattern }))],
  }
}

function deprecation(description: string | undefined, reason: string | null): Json {
  return reason === null ? { description } : { description: `${description} No effect: ${reason}.`, deprecated: true }
}

/** Texts that are read as the field's type, besides values of the type itself. */
function writtenForms(field: z.ZodType): readonly string[] {
  const { base } = unwrapField(field)
  const reference = String.raw`^\$\{[^}]+\}$`
  if (base instanceof z.ZodBoolean)
    return [reference, '^([Tt][Rr][Uu][Ee]|[Yy][Ee][Ss]|[Oo][Nn]|[Ff][Aa][Ll][Ss][Ee]|[Nn][Oo]|[Oo][Ff][Ff]|[01])$']
  if (base instanceof z.ZodNumber) return [reference, String.raw`^-?\d+(\.\d+)?$`]
  return base instanceof z.ZodArray ? [reference, '^[^,]+(,[^,]+)*$'] : [reference]
}
