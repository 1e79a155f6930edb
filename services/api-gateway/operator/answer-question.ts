import { type Actor, recordAudit } from '#capabilities/access'
import { settleQuestion } from '#capabilities/knowledge'
import { answerOpenQuestion, type Telling } from '#flow'
import { type Change, commitChange } from '../commit-change.ts'
import type { RouteContext } from '../route-context.ts'

type QuestionContext = Pick<
  RouteContext,
  'database' | 'bus' | 'clock' | 'newId' | 'render' | 'playbook' | 'business' | 'knowledge'
>

export type QuestionOutcome =
  /** `path` is from the folder of the documents, with `/`. */
  | { readonly kind: 'answered'; readonly path: string; readonly telling: Telling }
  /** There is none, or it was settled before. Nothing was changed. */
  | { readonly kind: 'not-open' }

/**
 * Answers a question that the documents did not: the answer is added to them, and the client who asked is told where that may be
 * done. Throws what the disk throws; then the question is still open.
 */
export async function answerAsOperator(
  { database, clock, render, playbook, business, knowledge }: QuestionContext,
  { questionId, text, actor }: { readonly questionId: number; readonly text: string; readonly actor: Actor },
): Promise<QuestionOutcome> {
  const target = `question:${questionId}`
  const after = { state: 'answered' }
  const outcome = await answerOpenQuestion(
    { database, clock, render, playbook, defaultLanguage: business.defaultLanguage },
    {
      questionId,
      text,
      documents: { folder: business.knowledgeFolder, hasOthers: (knowledge?.listBusinesses().length ?? 0) > 1 },
      alsoIn: tx => recordAudit(tx, { actor, action: 'question.answer', target, before: null, after }, clock.now()),
    },
  )
  return outcome.kind === 'answered' ? { kind: 'answered', path: outcome.path, telling: outcome.also } : outcome
}

/** Closes a question that needs no answer; false when it is not open. */
export function dismissAsOperator(
  context: QuestionContext,
  { questionId, actor }: { readonly questionId: number; readonly actor: Actor },
): Promise<boolean> {
  return commitChange(context, async (tx, nowMs): Promise<Change<boolean>> => {
    const isFirst = await settleQuestion(tx, questionId, { state: 'dismissed', nowMs })
    const target = `question:${questionId}`
    const after = { state: 'dismissed' }
    if (isFirst) await recordAudit(tx, { actor, action: 'question.dismiss', target, before: null, after }, nowMs)
    return { result: isFirst, events: [] }
  })
}
