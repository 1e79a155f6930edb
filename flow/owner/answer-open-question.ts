import { type AnswerOutcome, type AnswerPlace, answerQuestion } from '#capabilities/knowledge'
import type { Database } from '#shared/database'
import type { Clock } from '#shared/utils'
import { type Telling, type TellingDeps, tellAsker } from './tell-asker.ts'

export interface AnswerDeps extends TellingDeps {
  readonly database: Database
  readonly clock: Clock
}

/**
 * The owner answers what the documents did not: the answer is added to them, the question is closed, and in the same transaction
 * the client who asked is told, where that may be done. Throws what the disk or the database throws; then the question is still open.
 */
export function answerOpenQuestion(
  deps: AnswerDeps,
  answer: { readonly questionId: number; readonly text: string; readonly place: AnswerPlace },
): Promise<AnswerOutcome<Telling>> {
  const nowMs = deps.clock.now()
  const { text } = answer
  return answerQuestion(deps.database, {
    ...answer,
    nowMs,
    also: (tx, question) => tellAsker(tx, { question, text }, deps, nowMs),
  })
}
