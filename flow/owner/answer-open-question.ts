import { type AnswerOutcome, type AnswerPlace, answerQuestion } from '#capabilities/knowledge'
import type { Database, Tx } from '#shared/database'
import type { Clock } from '#shared/utils'
import { type Telling, type TellingDeps, tellAsker } from './tell-asker.ts'

export interface AnswerDeps extends TellingDeps {
  readonly database: Database
  readonly clock: Clock
}

export interface GivenAnswer {
  readonly questionId: number
  /** In the owner's words; may be Markdown. */
  readonly text: string
  readonly place: AnswerPlace
  /** What else is to be true when the question is closed: an entry of the audit log. */
  alsoIn?(tx: Tx): Promise<void>
}

/**
 * The owner answers what the documents did not: the answer is added to them, the question is closed, and in the same transaction
 * the client who asked is told, where that may be done. Throws what the disk or the database throws; then the question is still open.
 */
export function answerOpenQuestion(deps: AnswerDeps, answer: GivenAnswer): Promise<AnswerOutcome<Telling>> {
  const nowMs = deps.clock.now()
  const { text, alsoIn = async () => {} } = answer
  return answerQuestion(deps.database, {
    ...answer,
    nowMs,
    also: async (tx, question) => {
      await alsoIn(tx)
      return tellAsker(tx, { question, text }, deps, nowMs)
    },
  })
}
