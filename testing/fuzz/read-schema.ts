import { z } from 'zod'
import type { ApiDocument, Schema } from '../api-operations.ts'

/** Compiles each schema of the document once. */
export function createSchemaReader({ components }: ApiDocument): (schema: Schema) => z.ZodType {
  const compiled = new Map<Schema, z.ZodType>()
  const definitions = withLocalReferences(components?.schemas ?? {})
  return schema => {
    const known = compiled.get(schema)
    if (known !== undefined) return known
    const read = z.fromJSONSchema({ ...withLocalReferences(schema), $defs: definitions } as Parameters<
      typeof z.fromJSONSchema
    >[0])
    compiled.set(schema, read)
    return read
  }
}

// A schema by itself knows only definitions within it.
function withLocalReferences<Part extends object>(part: Part): Part {
  return JSON.parse(JSON.stringify(part).replaceAll('#/components/schemas/', '#/$defs/')) as Part
}
