import fc from 'fast-check'
import type { Exemplified, Schema } from '../api-operations.ts'

export type Schemas = Readonly<Record<string, Schema>>

/** Values that the document allows in one place: its examples, and whatever else its schema allows. */
export function arbitraryOf({ schema, example, examples = {} }: Exemplified, schemas: Schemas): fc.Arbitrary<unknown> {
  const shown = [...(example === undefined ? [] : [example]), ...Object.values(examples).map(({ value }) => value)]
  const allowed = ofSchema(schema, schemas)
  return shown.length === 0 ? allowed : fc.oneof(fc.constantFrom(...shown.map(keepAtHome)), allowed)
}

// Nothing in a test may ask another machine.
function keepAtHome(example: unknown): unknown {
  return JSON.parse(JSON.stringify(example).replaceAll(/https?:\/\/[^/"]+/g, 'http://127.0.0.1:9'))
}

/** Values of a JSON Schema, boundaries among them. What it does not say is left open. */
function ofSchema(schema: Schema, schemas: Schemas): fc.Arbitrary<unknown> {
  const { $ref, anyOf, oneOf, allOf } = schema
  if (typeof $ref === 'string') return ofSchema(schemas[$ref.replace('#/components/schemas/', '')] ?? {}, schemas)
  if (Array.isArray(schema.enum)) return fc.constantFrom(...(schema.enum as unknown[]))
  if ('const' in schema) return fc.constant(schema.const)
  const choices = (anyOf ?? oneOf) as readonly Schema[] | undefined
  if (choices !== undefined) return fc.oneof(...choices.map(choice => ofSchema(choice, schemas)))
  if (allOf !== undefined) return ofSchema(Object.assign({}, ...(allOf as Schema[])), schemas)
  if (Array.isArray(schema.type)) {
    return fc.oneof(...(schema.type as string[]).map(type => ofSchema({ ...schema, type }, schemas)))
  }
  return ofType(schema, schemas)
}

function ofType(schema: Schema, schemas: Schemas): fc.Arbitrary<unknown> {
  switch (schema.type) {
    case 'object':
      return objects(schema, schemas)
    case 'array':
      return fc.array(ofSchema((schema.items ?? {}) as Schema, schemas), {
        minLength: numberOf(schema.minItems, 0),
        maxLength: Math.min(numberOf(schema.maxItems, 5), 20),
      })
    case 'string':
      return strings(schema)
    case 'integer':
      return fc.integer(rangeOf(schema))
    case 'number': {
      const { min, max } = rangeOf(schema)
      return fc.double({ min, max, noNaN: true })
    }
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      return fc.jsonValue()
  }
}

function objects(schema: Schema, schemas: Schemas): fc.Arbitrary<unknown> {
  const properties = Object.entries((schema.properties ?? {}) as Schemas)
  if (properties.length === 0) {
    const values = typeof schema.additionalProperties === 'object' ? (schema.additionalProperties as Schema) : {}
    return fc.dictionary(fc.string({ minLength: 1, maxLength: 20 }), ofSchema(values, schemas), { maxKeys: 5 })
  }
  const members = Object.fromEntries(properties.map(([name, member]) => [name, ofSchema(member, schemas)]))
  return fc.record(members, { requiredKeys: (schema.required ?? []) as string[] })
}

function strings(schema: Schema): fc.Arbitrary<string> {
  if (typeof schema.format === 'string' && schema.format in formats)
    return formats[schema.format as keyof typeof formats]
  if (typeof schema.pattern === 'string') return fc.stringMatching(new RegExp(schema.pattern, 'u'))
  const minLength = numberOf(schema.minLength, 0)
  const maxLength = numberOf(schema.maxLength, 200)
  return fc.oneof(
    fc.string({ minLength, maxLength: Math.min(maxLength, 300), unit: 'grapheme' }),
    // The longest that is allowed.
    fc.constant('я'.repeat(maxLength)),
  )
}

const formats = {
  'date-time': fc
    .date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
    .map(date => date.toISOString()),
  date: fc
    .date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
    .map(date => date.toISOString().slice(0, 10)),
  // Of this machine: nothing in a test may ask another one.
  uri: fc.constantFrom('http://127.0.0.1:9/hook', 'https://localhost/hook', 'http://[::1]:9/'),
  email: fc.constant('anna@example.com'),
  uuid: fc.uuid(),
}

function rangeOf(schema: Schema): { readonly min: number; readonly max: number } {
  const min = numberOf(schema.minimum, numberOf(schema.exclusiveMinimum, -1000))
  const max = numberOf(schema.maximum, numberOf(schema.exclusiveMaximum, min + 2000))
  return { min: Math.max(min, Number.MIN_SAFE_INTEGER), max: Math.min(max, Number.MAX_SAFE_INTEGER) }
}

function numberOf(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise
}
