import type { ContextMessage } from '#capabilities/conversations'
import type { Passage } from '#capabilities/knowledge'
import type { Reading, SlotKind } from '#capabilities/sales'
import type { ReplyDecision } from '../decision.ts'
import type { Plan, PlanInput, Talk } from '../plan/index.ts'
import type { Point } from '../reading/find-passages.ts'
import type { Thrift } from '../thrift/why-spare-model.ts'

/** A turn in which someone has to find words: the model, or the script in its stead. */
export interface TalkParts extends PlanInput {
  readonly plan: Plan
  readonly talk: Talk
  readonly passages: readonly Passage[]
  /** The questions one by one where the client asks several; else empty. */
  readonly points: readonly Point[]
  readonly messages: readonly ContextMessage[]
  /** Why the model is not asked; null: it is. */
  readonly thrift: Thrift | null
  /** The decision so far: what code says and does. */
  readonly decision: ReplyDecision
  /** Reads a text by rules, as a client's message is read. */
  readonly readText: (text: string, asked: SlotKind) => Reading
}
