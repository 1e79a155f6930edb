import type { FastifyReply, FastifyRequest } from 'fastify'
import { errorCode, type Logger } from '#shared/utils'
import { describeError } from './describe-error.ts'
import type { GatewayApp } from './gateway-app.ts'
import { sendProblem } from './problem.ts'

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

/** Answers unknown paths as every other error is answered. */
export function answerUnknownPaths(app: GatewayApp): void {
  app.setNotFoundHandler((_request, reply) =>
    sendProblem(reply, { status: 404, code: 'request.no_such_path', detail: 'There is nothing at this path.' }),
  )
}
