import type { ServerResponse } from 'node:http'

/** Google's error bodies, as https://developers.google.com/workspace/calendar/api/guides/errors shows them. */
interface GoogleError {
  readonly status: number
  readonly reason: string
  readonly domain: string
  readonly message: string
}

const errors = {
  badRequest: { status: 400, domain: 'global', reason: 'badRequest', message: 'Bad Request' },
  invalid: { status: 400, domain: 'global', reason: 'invalid', message: 'Invalid resource id value.' },
  invalidSequence: {
    status: 400,
    domain: 'calendar',
    reason: 'invalidSequenceValue',
    message:
      'Invalid sequence value. The specified sequence number is below the current sequence number of the resource.',
  },
  timeRangeEmpty: {
    status: 400,
    domain: 'calendar',
    reason: 'timeRangeEmpty',
    message: 'The specified time range is empty.',
  },
  timeRangeTooLong: {
    status: 400,
    domain: 'calendar',
    reason: 'timeRangeTooLong',
    message: 'The requested time range is too long.',
  },
  authError: { status: 401, domain: 'global', reason: 'authError', message: 'Invalid Credentials' },
  forbiddenForNonOrganizer: {
    status: 403,
    domain: 'calendar',
    reason: 'requiredAccessLevel',
    message: 'You need to have writer access to this calendar.',
  },
  rateLimitExceeded: {
    status: 403,
    domain: 'usageLimits',
    reason: 'rateLimitExceeded',
    message: 'Rate Limit Exceeded',
  },
  tooManyRequests: {
    status: 429,
    domain: 'usageLimits',
    reason: 'rateLimitExceeded',
    message: 'Rate Limit Exceeded',
  },
  notFound: { status: 404, domain: 'global', reason: 'notFound', message: 'Not Found' },
  duplicate: {
    status: 409,
    domain: 'global',
    reason: 'duplicate',
    message: 'The requested identifier already exists.',
  },
  deleted: { status: 410, domain: 'global', reason: 'deleted', message: 'Resource has been deleted' },
  backendError: { status: 500, domain: 'global', reason: 'backendError', message: 'Backend Error' },
} as const satisfies Record<string, GoogleError>

export type ErrorName = keyof typeof errors

export function sendError(response: ServerResponse, name: ErrorName): void {
  const { status, domain, reason, message } = errors[name]
  sendJson(response, status, { error: { errors: [{ domain, reason, message }], code: status, message } })
}

export function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8' }).end(JSON.stringify(body))
}
