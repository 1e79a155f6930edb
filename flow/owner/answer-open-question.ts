import { type AnswerOutcome, answerQuestion } from '#capabilities/knowledge'
import type { Database, Tx } from '#shared/database'
import type { Clock } from '#shared/utils'
import { findSpokenChat } from '../say-in-conversation.ts'
import { type Telling, type TellingDeps, tellAsker } from './tell-asker.ts'

export interface AnswerDeps extends TellingDeps {
  readonly database: Database
  readonly clock: Clock
}

export interface AnswerDocuments {
  /** Where all of them lie. */
  readonly folder: string
  /** Whether bots speak for several businesses: then the answer of one is written where no other reads it. */
  readonly hasOthers: boolean
}

export interface GivenAnswer {
  readonly questionId: number
  /** In the owner's words; may be Markdown. */
  readonly text: string
  readonly documents: AnswerDocuments
  /** What else is to be true when the question is closed: an entry of the audit log. */
  alsoIn?(tx: Tx): Promise<void>
}

/**
 * The owner answers what the documents did not: the answer is added to them, the question is closed, and in the same transaction
 * the client who asked is told, where that may be done. Throws what the disk or the database throws; then the question is still open.
 */
export function answerOpenQuestion(deps: AnswerDeps, answer: GivenAnswer): Promise<AnswerOutcome<Telling>> {
  const nowMs = deps.clock.now()
  const { text, documents, alsoIn = async () => {} } = answer
  return answerQuestion(deps.database, {
    ...answer,
    nowMs,
    placeOf: async ({ conversationId }) => {
      const chat = await deps.database.transaction(tx => findSpokenChat(tx, conversationId))
      return { ...documents, playbook: deps.playbook(chat?.accountId ?? null).name }
    },
    also: async (tx, question) => {
      await alsoIn(tx)
      return tellAsker(tx, { question, text }, deps, nowMs)
    },
  })
}
