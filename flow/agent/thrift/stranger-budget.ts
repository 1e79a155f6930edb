import type { RateLimitingConfig } from '../../config.ts'

/** How much of the model a stranger may have in a day of the business; null: as much as they like. */
export interface StrangerBudget {
  readonly answersPerDay: number | null
  /** Read and written. */
  readonly tokensPerDay: number | null
}

/** What a person has had of the model since a day began. Answers that were dropped because more was written are not counted. */
export interface ModelUse {
  readonly answers: number
  readonly tokens: number
}

/** The budget that the settings mean; null when there is none. */
export function toStrangerBudget({ enabled, stranger_budget: budget }: RateLimitingConfig): StrangerBudget | null {
  const answersPerDay = budget.answers_per_day || null
  const tokensPerDay = budget.tokens_per_day || null
  return !enabled || (answersPerDay === null && tokensPerDay === null) ? null : { answersPerDay, tokensPerDay }
}

export function isSpent({ answersPerDay, tokensPerDay }: StrangerBudget, { answers, tokens }: ModelUse): boolean {
  return answers >= (answersPerDay ?? Number.POSITIVE_INFINITY) || tokens >= (tokensPerDay ?? Number.POSITIVE_INFINITY)
}
