import type { AttachmentKind, InboundAttachment } from '#capabilities/channels'
import { holdTurns } from '#capabilities/conversations'
import type { AccountId, ConversationId, MessageId, Tx } from '#shared/database'
import { type MediaReader, readersByKind } from './media-reader.ts'
import { insertMedia } from './media-rows.ts'

/** Which files are read, and how long a turn may wait for that. */
export interface MediaIntake {
  /** In milliseconds, by kind; a kind that is missing is not read. */
  readonly holdMs: ReadonlyMap<AttachmentKind, number>
  /** Links of one message that are opened; 0: none is. */
  readonly maxLinks: number
}

/** What these readers read, each as long as it may take. */
export function intakeOf(readers: readonly MediaReader[], linksPerMessage = 2): MediaIntake {
  const holdMs = new Map([...readersByKind(readers)].map(([kind, reader]) => [kind, reader.timeoutMs]))
  return { holdMs, maxLinks: holdMs.has('page') ? linksPerMessage : 0 }
}

/** A stored message and what it carries. */
export interface CarryingMessage {
  readonly conversationId: ConversationId
  readonly messageId: MessageId
  readonly attachments: readonly InboundAttachment[]
  readonly caption: string | null
}

/**
 * Keeps what is to be read, and lets the turns of these conversations wait for it: in the transaction that stores the messages,
 * so that neither is ever without the other. Returns whether there is anything to read.
 */
export async function keepAttachments(
  tx: Tx,
  accountId: AccountId,
  messages: readonly CarryingMessage[],
  { media: intake, nowMs }: { readonly media: MediaIntake; readonly nowMs: number },
): Promise<boolean> {
  const kept = messages.flatMap(({ attachments, ...message }) =>
    attachments.flatMap((attachment, position) => {
      const holdMs = intake.holdMs.get(attachment.kind)
      return holdMs === undefined ? [] : [{ ...message, accountId, attachment, position, heldUntil: nowMs + holdMs }]
    }),
  )
  if (kept.length === 0) return false
  await insertMedia(tx, kept, nowMs)
  for (const [id, untilMs] of latestHolds(kept)) await holdTurns(tx, [id], untilMs + settleSlackMs)
  return true
}

// Whoever reads ends the wait itself, with a note in the message. The end in the conversation's row is for when nobody does.
const settleSlackMs = 10_000

function latestHolds(
  media: readonly { readonly conversationId: ConversationId; readonly heldUntil: number }[],
): ReadonlyMap<ConversationId, number> {
  const holds = new Map<ConversationId, number>()
  for (const { conversationId, heldUntil } of media)
    holds.set(conversationId, Math.max(heldUntil, holds.get(conversationId) ?? 0))
  return holds
}
