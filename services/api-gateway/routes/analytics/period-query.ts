import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import type { Analytics, Period } from '#capabilities/analytics'
import { sendProblem } from '../../http/problem.ts'

const edge = z.string().trim().min(1).max(40).optional()

/** For `schema.querystring` of whatever is told of a period: spread into its object. */
export const periodQuery = {
  from: edge.describe(
    'The beginning: a day of the business (`2026-03-01`) or an instant with a zone (`2026-03-01T09:00:00Z`), taken to the quarter of an hour before it. Without it: 30 days before the end.',
  ),
  to: edge.describe(
    'The end: a day, which is part of the period, or an instant, which is not, taken to the quarter of an hour after it. Without it: the end of today.',
  ),
}

/** Null: the answer has been sent, because there is no such period. */
export function readPeriod(
  analytics: Analytics,
  query: { readonly from?: string | undefined; readonly to?: string | undefined },
  reply: FastifyReply,
): Period | null {
  const outcome = analytics.parsePeriod(query)
  if (outcome.kind === 'period') return outcome
  const { where, detail } = outcome
  sendProblem(reply, {
    status: 422,
    code: 'request.invalid',
    detail: 'The query of the request is not valid.',
    errors: [{ in: 'query', pointer: `/${where}`, detail }],
  })
  return null
}
