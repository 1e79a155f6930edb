import type { JobDeps } from '../../jobs/job.ts'
import type { Crew } from '../crew.ts'
import type { AnswerRules } from '../drafts/is-held.ts'

/** What showing cards takes. */
export interface CardDeps extends JobDeps {
  readonly crew: Crew
  readonly answering: AnswerRules
  /** Which cards of leads are wanted. */
  readonly kinds: { readonly newLead: boolean; readonly hotLead: boolean }
}
