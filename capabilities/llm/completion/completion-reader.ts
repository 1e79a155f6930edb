import { type ContextOverflow, parseContextOverflow } from '../context/context-overflow.ts'
import type { ModelUsage } from '../contract.ts'
import { createEventStreamReader } from '../exchange/event-stream.ts'
import type { ResponseHead } from '../exchange/exchange.ts'
import type { FailureCode } from '../exchange/failure-code.ts'
import { createAnswerCollector } from './answer-collector.ts'

/** More than any server's explanation needs. */
const MAX_ERROR_UNITS = 20_000

export interface AnsweredReply {
  readonly kind: 'answered'
  /** Not empty. */
  readonly text: string
  /** The server stopped at `max_tokens`. */
  readonly isTruncated: boolean
  /** Null when the server does not say; so is `usage`. */
  readonly model: string | null
  readonly usage: ModelUsage | null
  /** It began inside a thought that the chat template had opened, so that nothing marked the beginning. */
  readonly beginsInThought: boolean
}

/** The server refused the prompt because of its length. */
export interface TooLongReply {
  readonly kind: 'too-long'
  readonly overflow: ContextOverflow
}

export interface FailedReply {
  readonly kind: 'failed'
  readonly code: FailureCode
  /** The server's header; null for none. */
  readonly retryAfter: string | null
}

/** Reads the reply to a streamed completion while it comes in. */
export interface CompletionReader {
  takeHead(head: ResponseHead): void
  takeText(text: string): void
  /** The model has begun to speak, or to think. */
  hasToken(): boolean
  /** `done` at the stream's own end mark; `unreadable` when this is not a model's stream. */
  state(): 'reading' | 'done' | 'unreadable'
  /** What was said until now, without thoughts. */
  soFar(): string
  /** To be asked when the reply is complete. */
  reply(): AnsweredReply | TooLongReply | FailedReply
}

export function createCompletionReader(): CompletionReader {
  const collector = createAnswerCollector()
  let head: ResponseHead = { status: 0, retryAfter: null }
  let state: 'reading' | 'done' | 'unreadable' = 'reading'
  let hasToken = false
  let errorText = ''
  const readEvents = createEventStreamReader(data => {
    if (state !== 'reading') return
    const kind = collector.take(data)
    if (kind === 'token') hasToken = true
    if (kind === 'done' || kind === 'unreadable') state = kind
  })

  return {
    takeHead(received) {
      head = received
    },
    takeText(text) {
      if (head.status === 200) readEvents(text)
      else if (errorText.length < MAX_ERROR_UNITS) errorText += text
    },
    hasToken: () => hasToken,
    state: () => state,
    soFar: () => collector.collected().text,
    reply() {
      if (head.status !== 200) return readRefusal(head, errorText)
      const { finishReason, ...answer } = collector.collected()
      // A stream may be ended politely in the middle, when the server restarts behind a proxy.
      if (finishReason === null && state !== 'done') return failed('broken_stream')
      if (answer.text === '') return failed('empty_answer')
      return { kind: 'answered', isTruncated: finishReason === 'length', ...answer }
    },
  }
}

function readRefusal(head: ResponseHead, body: string): TooLongReply | FailedReply {
  const overflow = head.status === 400 ? parseContextOverflow(body) : null
  if (overflow !== null) return { kind: 'too-long', overflow }
  return failed(`http_${head.status}`, head.retryAfter)
}

export function failed(code: FailureCode, retryAfter: string | null = null): FailedReply {
  return { kind: 'failed', code, retryAfter }
}

/** For callers that do not know what else a reply may be. */
export function isFailed(reply: { readonly kind: string }): reply is FailedReply {
  return reply.kind === 'failed'
}
