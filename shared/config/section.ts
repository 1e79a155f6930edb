import type { z } from 'zod'

/** Why an accepted key of the earlier system does nothing now; shown once at start when the key is set. */
export type RetiredKeys = Readonly<Record<string, string>>

/**
 * One section of `config.yaml`, owned by the module that reads it. Keys are snake_case as in the file; every key has a default
 * (null where "not set" is a meaning) and a description, which the JSON Schema and the documentation show.
 */
export interface ConfigSection<Name extends string = string, Schema extends z.ZodObject = z.ZodObject> {
  readonly name: Name
  readonly schema: Schema
  /** Dotted keys within the section. */
  readonly retired: RetiredKeys
}

export function defineSection<const Name extends string, Schema extends z.ZodObject>(
  name: Name,
  schema: Schema,
  retired: RetiredKeys = {},
): ConfigSection<Name, Schema> {
  return { name, schema, retired }
}

/** What a section reads as, after validation. */
export type SectionValue<Section extends ConfigSection> = z.infer<Section['schema']>
