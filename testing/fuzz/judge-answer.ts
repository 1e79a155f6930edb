import { z } from 'zod'
import type { ApiDocument } from '../api-operations.ts'
import { createSchemaReader } from './read-schema.ts'
import { type FuzzRequest, mayCall } from './request-arbitrary.ts'

export interface Answer {
  readonly status: number
  /** Without its parameters; empty when there is none. */
  readonly type: string
  readonly text: string
}

/** What is wrong with an answer; null when nothing is. */
export type Judge = (request: FuzzRequest, answer: Answer) => string | null

/** What the layers of HTTP before a route may say to any request; the document need not repeat it at each operation. */
const always: ReadonlyMap<number, string> = new Map([
  [400, 'the body is no JSON, or the path has a broken percent escape'],
  [404, 'a spoiled path leads to no route'],
  [405, 'a spoiled path leads to a route of other methods'],
  [413, 'the body is larger than the server takes'],
  [414, 'a part of the path is longer than the router takes'],
  [415, 'the body is of a type that no parser is there for'],
  [422, 'the body is nested too deeply, or a part of the request does not fit its schema'],
])
/** JSON-RPC has an error of its own, which clients of MCP read. */
const withOtherErrors = '/mcp'
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
    if (status >= 400) {
      const isOther = request.operation.path === withOtherErrors && type === 'application/json'
      return isOther || problem.safeParse(parse(text)).success ? null : 'not a problem'
    }
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
