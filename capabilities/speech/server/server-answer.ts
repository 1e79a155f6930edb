/** What came of one request to a speech server. */
export type ServerAnswer =
  | { readonly kind: 'answer'; readonly status: number; readonly body: Buffer; readonly retryAfterMs: number | null }
  /** No answer: `connect_timeout`, `connection_failed`, `broken_answer`, `answer_too_long`, `timeout`, `breaker_open`. */
  | { readonly kind: 'failed'; readonly code: string }
