import { STATUS_CODES } from 'node:http'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'

/** What went wrong, before it is put on the wire. */
export interface Problem {
  readonly status: number
  /** Stable: programs branch on it. */
  readonly code: string
  /** For people. Never names internals. */
  readonly detail: string
  readonly errors?: readonly z.infer<typeof problemItem>[]
}

const problemItem = z.object({
  in: z.enum(['body', 'query', 'path', 'headers']),
  pointer: z.string().describe('JSON pointer (RFC 6901) to the faulty value within that part.'),
  detail: z.string(),
})

const problemBody = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string().describe('Stable: branch on this, not on the words.'),
    detail: z.string(),
    errors: z.array(problemItem).optional().describe('One entry per faulty value, when the request did not validate.'),
  })
  .meta({ id: 'Problem', description: 'Problem details (RFC 9457).' })

/** For `schema.response`: the problems a route can answer with. */
export function problemResponses<const Status extends number>(descriptions: Readonly<Record<Status, string>>) {
  const entries = Object.entries(descriptions).map(([status, description]) => [
    status,
    { description, content: { 'application/problem+json': { schema: problemBody } } },
  ])
  return Object.fromEntries(entries) as Record<
    Status,
    { description: string; content: Record<string, { schema: typeof problemBody }> }
  >
}

/** The JSON of a problem, members in the order of RFC 9457. */
export function buildProblemBody({ status, code, detail, errors }: Problem): z.infer<typeof problemBody> {
  const title = STATUS_CODES[status] ?? 'Error'
  return { type: 'about:blank', title, status, code, detail, ...(errors && { errors: [...errors] }) }
}

export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  return reply.code(problem.status).type('application/problem+json').send(buildProblemBody(problem))
}
