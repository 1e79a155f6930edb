import type { Socket } from 'node:net'
import { errorCode } from '#shared/utils'
import { buildProblemBody, type Problem } from '../problem.ts'

const problems: Readonly<Record<string, Problem>> = {
  HPE_HEADER_OVERFLOW: {
    status: 431,
    code: 'request.headers_too_large',
    detail: 'The headers are larger than 16 KiB.',
  },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, code: 'request.too_slow', detail: 'The request did not arrive in time.' },
}

/** Answers what is not HTTP, or came too slowly, and closes the connection: nothing after it could be read. */
export function refuseBrokenRequest(error: Error, socket: Socket): void {
  if (!socket.writable || errorCode(error) === 'ECONNRESET') return void socket.destroy()
  const problem = problems[errorCode(error)] ?? {
    status: 400,
    code: 'request.not_http',
    detail: 'The request is not valid HTTP.',
  }
  const body = buildProblemBody(problem)
  const json = JSON.stringify(body)
  socket.end(
    `HTTP/1.1 ${body.status} ${body.title}\r\nContent-Type: application/problem+json\r\n` +
      `Content-Length: ${Buffer.byteLength(json)}\r\nConnection: close\r\n\r\n${json}`,
  )
}
