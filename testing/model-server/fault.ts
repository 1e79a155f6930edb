/** What can go wrong between a client and a model server. Each was seen on a real one. */
export type Fault =
  /** Answers with this status and vLLM's error body. */
  | { readonly kind: 'status'; readonly status: number; readonly retryAfterSeconds?: number }
  /** Takes the request and never says anything. */
  | { readonly kind: 'hang' }
  /** Closes the connection without an answer. */
  | { readonly kind: 'drop' }
  /** Breaks the connection after so many chunks. */
  | { readonly kind: 'cut'; readonly afterChunks: number }
  /** Ends the stream politely after so many chunks, without finish reason and `[DONE]`. */
  | { readonly kind: 'end-early'; readonly afterChunks: number }
  /** Falls silent after so many chunks, and keeps the connection open. */
  | { readonly kind: 'stall'; readonly afterChunks: number }
  /** Status 200 and a page of a proxy where the stream should be. */
  | { readonly kind: 'garbage' }
  /** Sends the stream byte by byte, `pauseMs` apart. */
  | { readonly kind: 'trickle'; readonly pauseMs: number }
  /** Sends an error inside the stream after the first chunks, as vLLM does when its engine dies. */
  | { readonly kind: 'error-event' }
  /** An answer without a single letter. */
  | { readonly kind: 'empty' }
  /** `content: null`, as after a refused tool call. */
  | { readonly kind: 'null-content' }
  /** Thinks aloud in `<think>` before the answer; unclosed: the answer never comes. The tag is split over chunks. */
  | { readonly kind: 'thinking'; readonly isClosed: boolean }
  /** Cuts the answer into single UTF-16 units, so every emoji is split over two chunks. */
  | { readonly kind: 'split-surrogates' }
