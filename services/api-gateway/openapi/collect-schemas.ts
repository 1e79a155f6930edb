import { jsonSchemaTransformObject } from 'fastify-type-provider-zod'

type Transform = typeof jsonSchemaTransformObject

interface WithComponents {
  readonly components?: { readonly schemas?: Readonly<Record<string, unknown>> }
}

/**
 * Puts the named schemas into the document, without those that nothing refers to: each is offered as input and as output, and
 * most are only ever one of them.
 */
export const collectSchemas: Transform = document => {
  // The frame is OpenAPI 3, so what comes back is too.
  const whole = jsonSchemaTransformObject(document) as WithComponents
  const { schemas = {}, ...components } = whole.components ?? {}
  const used = findUsed({ ...whole, components }, schemas)
  const kept = Object.fromEntries(Object.entries(schemas).filter(([name]) => used.has(name)))
  return { ...whole, components: { ...components, schemas: kept } } as ReturnType<Transform>
}

function findUsed(rest: object, schemas: Readonly<Record<string, unknown>>): ReadonlySet<string> {
  const used = new Set<string>()
  const visit = (part: unknown): void => {
    for (const [, name = ''] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (used.has(name)) continue
      used.add(name)
      visit(schemas[name] ?? null)
    }
  }
  visit(rest)
  return used
}
