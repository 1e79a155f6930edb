import type { z } from 'zod'

/** Why an accepted key does nothing in this version; shown once at start when the key is set. Keys are dotted within the section. */
export type RetiredKeys = Readonly<Record<string, string>>

/** What must hold between keys of one section. Not judged while one of its keys is faulty by itself. */
export interface SectionRule<Value> {
  /** The keys that the rule reads; a fault is shown at the place of the first. */
  readonly keys: readonly (keyof Value & string)[]
  /** What is wrong, in words that name the cure; null when nothing is. */
  judge(value: Value): string | null
}

/**
 * One section of `config.yaml`, owned by the module that reads it. Keys are snake_case as in the file; every key has a default
 * (null where "not set" is a meaning) and a description, which the JSON Schema and the documentation show.
 */
export interface ConfigSection<Name extends string = string, Schema extends z.ZodObject = z.ZodObject> {
  readonly name: Name
  readonly schema: Schema
  /** A string retires the whole section: one warning, whatever is set in it. */
  readonly retired: RetiredKeys | string
  readonly rules: readonly SectionRule<z.infer<Schema>>[]
}

export interface SectionOptions<Schema extends z.ZodObject> {
  readonly retired?: RetiredKeys | string
  readonly rules?: readonly SectionRule<z.infer<Schema>>[]
}

/** Declares a section; `sections` of services/settings.ts lists it. */
export function defineSection<const Name extends string, Schema extends z.ZodObject>(
  name: Name,
  schema: Schema,
  options: SectionOptions<Schema> = {},
): ConfigSection<Name, Schema> {
  return { name, schema, retired: options.retired ?? {}, rules: options.rules ?? [] }
}

/** What a section reads as, after validation. */
export type SectionValue<Section extends ConfigSection> = Readonly<z.infer<Section['schema']>>

/** All sections by name: `values.api_gateway.port`. */
export type ConfigValues<Sections extends readonly ConfigSection[]> = {
  readonly [Section in Sections[number] as Section['name']]: SectionValue<Section>
}
