import type { Analytics } from '#capabilities/analytics'
import type { Database } from '#shared/database'
import type { Clock } from '#shared/utils'
import type { CrewRequest, FindOpenings, StrangerBudget } from '../../agent/index.ts'
import type { InboundLimits } from '../../limits/index.ts'
import type { PlaybookOf } from '../../playbook-of.ts'
import type { Crew } from '../crew.ts'
import type { AnswerRules } from '../drafts/is-held.ts'

/** What the cockpit reads from to answer the business. */
export interface CockpitDesk {
  readonly database: Database
  readonly clock: Clock
  readonly playbook: PlaybookOf
  readonly crew: Crew
  readonly answering: AnswerRules
  readonly findOpenings: FindOpenings
  readonly analytics: Pick<Analytics, 'catchUp' | 'readMetrics' | 'settings'>
  /** Null: nothing is limited. */
  readonly limits: InboundLimits | null
  /** How much of the model a stranger may have in a day. Null or absent: as much as they like. */
  readonly strangerBudget?: StrangerBudget | null
  /** Of the business. */
  readonly timeZone: string
}

/** A question of the business, with the desk that answers it. */
export interface DeskRequest extends CrewRequest {
  readonly desk: CockpitDesk
}
