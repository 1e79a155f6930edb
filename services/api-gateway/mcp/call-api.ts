/** One request to the REST API, in the name of whoever uses the tools. */
export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** From the root: `/api/v1/leads`. */
  readonly path: string
  /** Parameters that are undefined are left out. */
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>
  readonly body?: unknown
}

export interface ApiAnswer {
  readonly status: number
  /** The parsed JSON, also of a problem; null when there was none. */
  readonly body: unknown
}

/**
 * How tools reach the API: within the gateway's own process, or over HTTP from a terminal. Either way a request goes through the
 * same checks of role and input as any other, so that a tool can do nothing that its user could not.
 */
export type CallApi = (request: ApiRequest) => Promise<ApiAnswer>

/** Path and query as they stand in a request line. */
export function writeTarget({ path, query = {} }: ApiRequest): string {
  const given = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) given.set(name, String(value))
  return given.size === 0 ? path : `${path}?${given}`
}

/** An answer of the API, whose bodies are JSON or empty. */
export function readApiAnswer(status: number, text: string): ApiAnswer {
  return { status, body: text === '' ? null : (JSON.parse(text) as unknown) }
}
