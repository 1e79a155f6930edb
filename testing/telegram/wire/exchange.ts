import type { ServerResponse } from 'node:http'
import type { CallRecord } from '../state/call-log.ts'
import type { ApiCall, MethodDefinition } from './api-call.ts'

/** One call on its way, from the wire through faults and flood control to its method and back. */
export interface Exchange {
  readonly call: ApiCall
  readonly method: MethodDefinition
  readonly response: ServerResponse
  readonly record: CallRecord
  /** The method runs, but its answer must not arrive. */
  losesAnswer: boolean
}
