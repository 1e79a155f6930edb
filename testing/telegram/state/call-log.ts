import { createRing, type Ring } from './ring.ts'

/** What became of a call, as the caller experienced it. */
export type CallOutcome =
  | { readonly kind: 'pending' }
  | { readonly kind: 'ok' }
  | {
      readonly kind: 'refused'
      readonly status: number
      readonly description: string
      readonly retryAfter: number | null
    }
  /** Executed, but the connection was cut before the answer. */
  | { readonly kind: 'answer-lost' }
  /** Not executed: the connection was cut. */
  | { readonly kind: 'dropped' }
  /** Not executed: the caller was left waiting, or got an answer that is not JSON. */
  | { readonly kind: 'hung' | 'garbled' }
  /** The caller hung up first. */
  | { readonly kind: 'abandoned' }

export interface CallRecord {
  /** As the Bot API spells it, whatever the caller wrote. */
  readonly method: string
  readonly atMs: number
  readonly params: Readonly<Record<string, unknown>>
  /** Names of the uploaded files. */
  readonly files: readonly string[]
  outcome: CallOutcome
}

export type CallLog = Ring<CallRecord>

export function createCallLog(callsKept: number): CallLog {
  return createRing<CallRecord>(callsKept)
}
