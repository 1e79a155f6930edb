import { type Actor, recordAudit } from '#capabilities/access'
import { type DraftDesk, type DraftOutcome, editDraft, findWritableChat, readDraft, sendDraft, skipDraft } from '#flow'
import type { AccountId, ConversationId, DraftId, Tx } from '#shared/database'
import { type Change, commitChange } from '../commit-change.ts'
import type { RouteContext } from '../route-context.ts'

/** What a person decided about an answer that waits. */
export type DraftVerdict =
  | { readonly kind: 'send' }
  | { readonly kind: 'skip' }
  /** Markdown, said in place of the AI's words. */
  | { readonly kind: 'edit'; readonly text: string }

export interface DraftDecision {
  readonly conversationId: ConversationId
  readonly draftId: DraftId
  readonly verdict: DraftVerdict
  readonly actor: Actor
}

/** False when that draft does not wait (any more): somebody decided, the client wrote again, or a person has the chat. */
export async function settleDraft(
  context: Pick<RouteContext, 'database' | 'bus' | 'clock' | 'newId' | 'queue' | 'render' | 'playbook' | 'business'>,
  decision: DraftDecision,
): Promise<boolean> {
  const { playbook, render, business, queue } = context
  let speakerOf: AccountId | null = null
  const isDone = await commitChange(context, async (tx, nowMs): Promise<Change<boolean>> => {
    const waiting = await readDraft(tx, decision.conversationId)
    if (waiting?.id !== decision.draftId) return { result: false, events: [] }
    const accountId = (await findWritableChat(tx, decision.conversationId, nowMs))?.accountId ?? null
    const desk: DraftDesk = { playbook: playbook(accountId), render, timeZone: business.timeZone }
    const outcome = await decide(tx, decision, desk, nowMs)
    if (outcome.kind !== 'done') return { result: false, events: [] }
    speakerOf = accountId
    await audit(tx, decision, nowMs)
    return { result: true, events: outcome.events }
  })
  if (speakerOf !== null) queue.wake('outbox', String(speakerOf))
  return isDone
}

function decide(tx: Tx, { draftId, verdict }: DraftDecision, desk: DraftDesk, nowMs: number): Promise<DraftOutcome> {
  if (verdict.kind === 'edit') return editDraft(tx, { draftId, text: verdict.text }, desk, nowMs)
  return verdict.kind === 'send' ? sendDraft(tx, draftId, desk, nowMs) : skipDraft(tx, draftId, nowMs)
}

async function audit(tx: Tx, { conversationId, draftId, verdict, actor }: DraftDecision, nowMs: number): Promise<void> {
  const target = `conversation:${conversationId}`
  const after = { draft_id: draftId }
  await recordAudit(tx, { actor, action: `draft.${verdict.kind}`, target, before: null, after }, nowMs)
}
