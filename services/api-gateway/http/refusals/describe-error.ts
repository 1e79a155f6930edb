import type { FastifyError } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { AppError } from '#shared/utils'
import type { Problem } from '../problem.ts'

/** Says what a client may know of anything thrown: never a stack, an SQL text or a message that was meant for the log. */
export function describeError(error: unknown): Problem {
  if (hasZodFastifySchemaValidationErrors(error)) return describeValidation(error)
  if (error instanceof AppError) return describeAppError(error)
  if (isFrameworkRefusal(error)) return describeRefusal(error)
  return {
    status: 500,
    code: 'internal',
    detail: 'Something went wrong on our side. The log of the server has the details.',
  }
}

const parts = { body: 'body', querystring: 'query', params: 'path', headers: 'headers' } as const

function describeValidation(error: Omit<FastifyError, 'validation'> & { validation: readonly ZodFault[] }): Problem {
  const part = parts[(error.validationContext ?? 'body') as keyof typeof parts]
  return {
    status: 422,
    code: 'request.invalid',
    detail: `The ${part} of the request is not valid.`,
    errors: error.validation.map(fault => ({
      in: part,
      // Zod's path of the whole value is empty, which the provider writes as "/": a pointer to a member named "".
      pointer: fault.instancePath === '/' ? '' : fault.instancePath,
      detail: fault.message ?? 'is not valid',
    })),
  }
}

interface ZodFault {
  readonly instancePath: string
  readonly message?: string | undefined
}

function describeAppError(error: AppError): Problem {
  const detail = error.public ?? (error.retryable ? 'Not possible right now. Try again soon.' : 'Something went wrong.')
  return { status: error.retryable ? 503 : 500, code: error.code, detail }
}

// Errors that Fastify raises for what the client did carry a status below 500.
function isFrameworkRefusal(error: unknown): error is FastifyError & { statusCode: number } {
  if (!(error instanceof Error) || !('statusCode' in error) || !('code' in error)) return false
  const { statusCode, code } = error
  return typeof code === 'string' && code.startsWith('FST_') && typeof statusCode === 'number' && statusCode < 500
}

const refusals: Readonly<Record<number, Omit<Problem, 'status'>>> = {
  400: { code: 'request.malformed', detail: 'The request could not be read: its body must be valid JSON.' },
  413: { code: 'request.too_large', detail: 'The body of the request is too large.' },
  414: { code: 'request.path_too_long', detail: 'A part of the path is too long.' },
  415: { code: 'request.unsupported_type', detail: 'Send the body as `Content-Type: application/json`.' },
}

function describeRefusal(error: { readonly statusCode: number }): Problem {
  const refusal = refusals[error.statusCode] ?? { code: 'request.refused', detail: 'The request could not be served.' }
  return { status: error.statusCode, ...refusal }
}
