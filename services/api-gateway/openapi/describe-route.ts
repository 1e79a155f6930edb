import { jsonSchemaTransform } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { roleFor } from '../auth/guard-access.ts'
import { isRepeatable } from '../idempotency/replay-answers.ts'
import { operationId } from './operation-id.ts'

type Transform = typeof jsonSchemaTransform
type Described = ReturnType<Transform>

/**
 * Turns a route's schemas into its part of the document and adds what follows from the way it is registered: the name of the
 * operation, who may call it, and the answers of the hooks that stand before every handler.
 */
export const describeRoute: Transform = document => {
  const described = jsonSchemaTransform(document)
  if (!('route' in document) || described.schema === undefined || described.schema.hide === true) return described
  const { route } = document
  const method = String([route.method].flat()[0])
  const access = route.config?.access ?? 'admin'
  const role = access === 'open' ? null : roleFor(access)
  const schema = described.schema as RouteDocument
  const isRepeated = isRepeatable(method, route.url)
  return {
    url: described.url,
    schema: {
      operationId: operationId(method, route.url),
      ...schema,
      ...(role === null
        ? { security: [] }
        : { description: joinWords(schema.description, `Role: ${role}.`), 'x-required-role': role }),
      ...(isRepeated && { headers: withIdempotencyKey(schema.headers) }),
      ...(schema.body !== undefined && { body: withExamples(schema.body, document.schema?.body) }),
      response: { ...impliedAnswers({ isOpen: role === null, isRepeated }), ...schema.response },
    },
  } as Described
}

/** What of a transformed schema is looked at here. */
interface RouteDocument {
  readonly description?: string
  readonly headers?: { readonly properties?: Readonly<Record<string, unknown>> }
  readonly body?: object
  readonly response?: Readonly<Record<string, unknown>>
}

function joinWords(...words: readonly (string | undefined)[]): string {
  return words.filter(word => word !== undefined).join('\n\n')
}

/** Zod leaves the examples of what it transforms out, as they might show the outcome: those of a body show what is sent. */
function withExamples(described: object, body: unknown): object {
  const examples = body instanceof z.ZodType ? body.meta()?.examples : undefined
  return examples === undefined ? described : { ...described, examples }
}

function withIdempotencyKey(headers: RouteDocument['headers']) {
  const key = {
    type: 'string',
    pattern: '^[\\x21-\\x7e]{1,255}$',
    description:
      'Any text of your own. Repeated within 24 hours with the same key, the request is carried out once and answered the same.',
    examples: ['2f1c7a5e-order-118'],
  }
  return { type: 'object', ...headers, properties: { ...headers?.properties, 'idempotency-key': key } }
}

function impliedAnswers({ isOpen, isRepeated }: { readonly isOpen: boolean; readonly isRepeated: boolean }) {
  return {
    431: problem('The headers are larger than 16 KiB.'),
    ...(!isOpen && {
      401: problem('No valid key or session came with the request.'),
      403: problem('The role is too low, or the write came from a page of another site.'),
      429: problem('Too many requests, or too many wrong keys: wait as long as `Retry-After` says.'),
    }),
    ...(isRepeated && {
      409: problem('A request with this `Idempotency-Key` is still being answered.'),
      422: problem('The request is not valid, or its `Idempotency-Key` came with another request.'),
    }),
  }
}

function problem(description: string) {
  return { description, content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } }
}
