import type { TurnId } from '#shared/database'
import type { Alternative, ReplyDecision, TurnFacts } from '../agent/index.ts'

/** A reply that is being made true, with what was said in its place if an action could no longer be done. */
export interface FinishedReply {
  readonly turnId: TurnId
  readonly facts: TurnFacts
  readonly decision: ReplyDecision
  readonly instead: Alternative | null
}
