import { z } from 'zod'
import type { ApiDocument, Schema } from '../api-operations.ts'
import { type FuzzRequest, mayCall } from './request-arbitrary.ts'

export interface Answer {
  readonly status: number
  /** Without its parameters; empty when there is none. */
  readonly type: string
  readonly text: string
}

/** What is wrong with an answer; null when nothing is. */
export type Judge = (request: FuzzRequest, answer: Answer) => string | null

// What the server itself may say to any request, before a route is asked.
const always = new Set([400, 404, 405, 406, 413, 414, 415, 422, 431])
// The last two are said of the path, before the route is known.
const refusals = new Set([401, 403, 400, 414])
const internals = /\bSQLITE_|\bselect .+ from |\bat .+\.(?:ts|js):\d+|node_modules/

/** Holds answers against the document: no fault of ours, no success without the right, nothing that breaks its schema or tells internals. */
export function createJudge(document: ApiDocument): Judge {
  const schemaOf = createSchemaReader(document)
  return (request, answer) => {
    const { document: described } = request.operation
    const { status, text, type } = answer
    if (status >= 500) return 'a fault of ours'
    if (!mayCall(request.caller, request.operation) && !refusals.has(status)) return 'let in without the right'
    if (type.includes('json') && internals.test(text)) return 'tells internals'
    const response = described.responses[status]
    if (response === undefined && !always.has(status)) return 'a status that is not in the document'
    if (status >= 400)
      return problem.safeParse(parse(text)).success || type === 'application/json' ? null : 'not a problem'
    const schema = response?.content?.[type]?.schema
    if (schema === undefined)
      return text === '' || response?.content === undefined ? null : `a type that is not in the document: ${type}`
    if (!type.includes('json')) return null
    const outcome = schemaOf(schema).safeParse(parse(text))
    return outcome.success ? null : `breaks its schema: ${JSON.stringify(outcome.error.issues.slice(0, 3))}`
  }
}

const problem = z.object({ type: z.string(), title: z.string(), status: z.int(), code: z.string(), detail: z.string() })

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Compiles each schema of the document once. */
function createSchemaReader({ components }: ApiDocument): (schema: Schema) => z.ZodType {
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
