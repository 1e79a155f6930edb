/**
 * Stable names of what can go wrong: `timeout` (the whole answer), `first_token_timeout`, `connect_timeout`,
 * `connection_failed`, `broken_stream`, `bad_answer`, `empty_answer`, `context_exceeded`, `bad_model_list`, `no_such_model` (the
 * list has none of the kind), `breaker_open`, `http_<status>`.
 */
export type FailureCode = string

const PASSING = new Set(['connect_timeout', 'connection_failed', 'broken_stream', 'bad_answer', 'http_429'])
const TIMEOUTS = new Set(['timeout', 'first_token_timeout'])

/** May the same request succeed in a moment? A server that is merely slow is not asked twice: that makes it slower. */
export function isWorthRetrying(code: FailureCode): boolean {
  return PASSING.has(code) || isServerError(code)
}

/** Does this say that the server is down? One that refuses, or asks for patience, is alive. */
export function isServerFault(code: FailureCode): boolean {
  return (isWorthRetrying(code) && code !== 'http_429') || TIMEOUTS.has(code)
}

function isServerError(code: FailureCode): boolean {
  return /^http_5\d\d$/.test(code)
}
