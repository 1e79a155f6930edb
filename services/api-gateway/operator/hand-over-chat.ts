import { type Actor, recordAudit } from '#capabilities/access'
import { awaitSilence, handOver } from '#flow'
import type { ConversationId, Tx } from '#shared/database'
import { type Change, commitChange } from '../commit-change.ts'
import type { RouteContext } from '../route-context.ts'

export interface ChatHandOver {
  readonly conversationId: ConversationId
  readonly to: 'ai' | 'human'
  readonly actor: Actor
}

/**
 * Gives a chat to a person of the business, or back to the AI; false when there is no such chat. When a person has it, nothing of
 * the AI is on its way any more: what it had begun to send is waited for.
 */
export async function handOverChat(
  context: Pick<RouteContext, 'database' | 'bus' | 'clock' | 'newId' | 'queue'>,
  order: ChatHandOver,
): Promise<boolean> {
  const { conversationId, to } = order
  const isThere = await commitChange(context, async (tx, nowMs): Promise<Change<boolean>> => {
    const events = await handOver(tx, conversationId, to, nowMs)
    if (events === null) return { result: false, events: [] }
    if (events.length > 0) await auditHandOver(tx, order, nowMs)
    return { result: true, events }
  })
  if (!isThere) return false
  if (to === 'human') await awaitSilence(context.database.db, conversationId, context.clock)
  // What the client wrote and nobody was shown is the AI's to answer.
  else context.queue.wake('turn', String(conversationId))
  return true
}

export async function auditHandOver(tx: Tx, { conversationId, to, actor }: ChatHandOver, nowMs: number): Promise<void> {
  const action = to === 'human' ? 'conversation.take_over' : 'conversation.hand_back'
  const [before, after] = to === 'human' ? (['ai', 'human'] as const) : (['human', 'ai'] as const)
  const target = `conversation:${conversationId}`
  await recordAudit(tx, { actor, action, target, before: { handler: before }, after: { handler: after } }, nowMs)
}
