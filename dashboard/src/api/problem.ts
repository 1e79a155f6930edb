import type { Problem } from './generated/types.gen.ts'

/** What the gateway refused, and why: `code` is stable, `status` is the one of HTTP. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem'
  readonly status: number
  readonly code: string
  /** In the gateway's words (English); screens say it in theirs by `code` where a person can do something about it. */
  readonly detail: string
  readonly errors: Problem['errors']

  constructor(problem: Problem) {
    super(problem.detail)
    this.status = problem.status
    this.code = problem.code
    this.detail = problem.detail
    this.errors = problem.errors
  }
}

/** Whether the gateway answered and refused, as opposed to a lost connection. */
export function isProblem(error: unknown): error is ApiProblem {
  return error instanceof ApiProblem
}

/** What an answer that is no success says; an answer without problem details (of a proxy, say) is named by its status. */
export function toProblem(body: unknown, status: number): ApiProblem {
  const isOurs = typeof body === 'object' && body !== null && 'code' in body && 'detail' in body
  // The gateway describes every refusal by this schema; only its answers have both members.
  if (isOurs) return new ApiProblem(body as Problem)
  return new ApiProblem({
    type: 'about:blank',
    title: '',
    status,
    code: `http.${status}`,
    detail: `HTTP ${status}`,
  })
}
