import { type Actor, recordAudit } from '#capabilities/access'
import { dropAnswer, stopReading } from '#flow'
import type { ConversationId } from '#shared/database'
import { type Change, commitChange } from '../commit-change.ts'
import type { RouteContext } from '../route-context.ts'

/**
 * Stops the answer that the AI is writing and leaves the conversation with it: what the client has read of it stays said, of the
 * rest nothing is. False when nothing is being written: it was said already, or nobody waits for an answer. Safe to repeat.
 */
export async function stopChatAnswer(
  context: Pick<RouteContext, 'database' | 'bus' | 'clock' | 'newId' | 'previews'>,
  { conversationId, actor }: { readonly conversationId: ConversationId; readonly actor: Actor },
): Promise<boolean> {
  const hasEnded = await stopReading(context, conversationId)
  return commitChange(context, async (tx, nowMs): Promise<Change<boolean>> => {
    const dropped = hasEnded ? [] : await dropAnswer(tx, conversationId, { newId: context.newId, nowMs })
    if (dropped === null) return { result: false, events: [] }
    const target = `conversation:${conversationId}`
    const after = { said: hasEnded ? 'what_was_shown' : 'nothing' }
    await recordAudit(tx, { actor, action: 'conversation.stop_answer', target, before: null, after }, nowMs)
    return { result: true, events: [...dropped, { type: 'turn.stopped', conversationId }] }
  })
}
