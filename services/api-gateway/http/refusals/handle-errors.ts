import type { FastifyReply, FastifyRequest } from 'fastify'
import { errorCode, type Logger } from '#shared/utils'
import { sendProblem } from '../problem.ts'
import { describeError } from './describe-error.ts'

/** The one place where what a route threw becomes an answer, and a log line when it was our fault. */
export function createErrorHandler(logger: Logger) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const problem = describeError(error)
    if (problem.status >= 500) {
      logger.error('http.failed', { route: request.routeOptions.url, code: errorCode(error), status: problem.status })
    }
    return sendProblem(reply, problem)
  }
}
