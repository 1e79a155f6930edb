/**
 * The server's "no". Thrown by methods and checks and turned into an answer in one place, because a check sits deep inside a
 * method and every "no" ends the call.
 */
export class Refusal extends Error {
  readonly status: number
  /** Sent as `parameters` of the error. */
  readonly parameters: Readonly<Record<string, number>> | null

  constructor(status: number, description: string, parameters: Readonly<Record<string, number>> | null = null) {
    super(description)
    this.name = 'Refusal'
    this.status = status
    this.parameters = parameters
  }
}

/** 400 with the server's words, as it writes them after "Bad Request: ". */
export function badRequest(words: string, parameters: Readonly<Record<string, number>> | null = null): Refusal {
  return new Refusal(400, `Bad Request: ${words}`, parameters)
}

export function forbidden(words: string): Refusal {
  return new Refusal(403, `Forbidden: ${words}`)
}

export function tooManyRequests(seconds: number): Refusal {
  return new Refusal(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds })
}
