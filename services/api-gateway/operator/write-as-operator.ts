import { type Actor, recordAudit } from '#capabilities/access'
import { type Obstacle, writeToClient } from '#flow'
import type { ConversationId, MessageId, Tx } from '#shared/database'
import { type Change, commitChange } from '../commit-change.ts'
import type { RouteContext } from '../route-context.ts'
import { auditHandOver } from './hand-over-chat.ts'

export interface OperatorWords {
  readonly conversationId: ConversationId
  /** Markdown. */
  readonly text: string
  readonly actor: Actor
}

export type OperatorWriting =
  | { readonly kind: 'written'; readonly messageId: MessageId }
  | { readonly kind: 'refused'; readonly because: Obstacle }
  | { readonly kind: 'no-conversation' }

/** Says something to a client as a person of the business; from then on the AI is silent in that chat. */
export async function writeAsOperator(
  context: Pick<RouteContext, 'database' | 'bus' | 'clock' | 'newId' | 'queue' | 'render'>,
  words: OperatorWords,
): Promise<OperatorWriting> {
  const { newId, queue, render } = context
  const key = `human:${newId()}`
  let speakerOf: number | null = null
  const writing = await commitChange(context, async (tx, nowMs): Promise<Change<OperatorWriting>> => {
    const written = await writeToClient(tx, { ...words, markdown: words.text, key }, render, nowMs)
    if (written.kind !== 'written') return { result: written, events: [] }
    speakerOf = written.accountId
    await audit(tx, { words, ...written, nowMs })
    return { result: { kind: 'written', messageId: written.messageId }, events: written.events }
  })
  if (speakerOf !== null) queue.wake('outbox', String(speakerOf))
  return writing
}

async function audit(
  tx: Tx,
  written: {
    readonly words: OperatorWords
    readonly messageId: MessageId
    readonly hasTakenOver: boolean
    readonly nowMs: number
  },
): Promise<void> {
  const { words, messageId, nowMs } = written
  const { conversationId, actor } = words
  if (written.hasTakenOver) await auditHandOver(tx, { conversationId, to: 'human', actor }, nowMs)
  const target = `conversation:${conversationId}`
  const after = { message_id: messageId }
  await recordAudit(tx, { actor, action: 'message.send', target, before: null, after }, nowMs)
}
