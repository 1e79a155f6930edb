import { appendMessages, releaseHeldTurn, renewTurn, reviseMessage, scheduleTurns } from '#capabilities/conversations'
import type { ConversationId, Db, MessageId, Tx } from '#shared/database'
import { composeWords, describeMedia } from './compose-words.ts'
import { isSpoken } from './is-spoken.ts'
import { isHeldByMedia, type MediaSettlement, readMessageMedia, settleMedia } from './media-rows.ts'

/** How a turn is made due after its wait. */
export interface Release {
  readonly nowMs: number
  readonly debounceMs: number
  readonly maxWaitMs: number
}

/**
 * Writes how a reading ended into its row and its message, and lets the turn begin that waited for it. What is heard only after
 * the client was answered without it comes as a message of its own, so that it is answered as well. Returns the conversation
 * that became due; null: it waits for more.
 */
export async function settleReading(
  tx: Tx,
  { messageId, conversationId }: { readonly messageId: MessageId; readonly conversationId: ConversationId },
  settlement: MediaSettlement,
  release: Release,
): Promise<ConversationId | null> {
  await settleMedia(tx, settlement, release.nowMs)
  return finishMessage(tx, { messageId, conversationId, lateText: settlement.text }, release)
}

interface Finish {
  readonly messageId: MessageId
  readonly conversationId: ConversationId
  /** What has just been read; null: nothing. */
  readonly lateText: string | null
}

/** Brings a message up to date with its files, and ends the wait of its conversation when nothing else is waited for. */
export async function finishMessage(
  tx: Tx,
  { messageId, conversationId, lateText }: Finish,
  release: Release,
): Promise<ConversationId | null> {
  const media = await readMessageMedia(tx, messageId)
  if (media.some(({ isHeld }) => isHeld)) return null
  const notes = describeMedia(media)
  const revised = await reviseMessage(tx, { messageId, content: composeWords(media), media: notes })
  if (revised?.isAnswered === true && lateText !== null) {
    await appendLate(tx, { conversationId, kind: revised.kind, text: lateText, media: notes }, release)
    return conversationId
  }
  if (await isHeldByMedia(tx, conversationId)) return null
  if (await releaseHeldTurn(tx, conversationId, release)) return conversationId
  // Nobody waits any more, but a turn under way must not answer without it.
  if (lateText === null) return null
  await renewTurn(tx, conversationId, release)
  return conversationId
}

interface Late {
  readonly conversationId: ConversationId
  readonly kind: string
  readonly text: string
  readonly media: ReturnType<typeof describeMedia>
}

async function appendLate(tx: Db, { conversationId, kind, text, media }: Late, release: Release): Promise<void> {
  const row = await tx
    .selectFrom('conversations')
    .select('contact_id')
    .where('id', '=', conversationId)
    .executeTakeFirstOrThrow()
  await appendMessages(tx, [
    {
      conversationId,
      role: 'user',
      content: isSpoken(media[0]?.kind ?? '') ? text : `[${kind}]`,
      timestamp: release.nowMs,
      kind,
      externalId: null,
      contactId: row.contact_id,
      turnId: null,
      metadata: { media, isLate: true },
    },
  ])
  await scheduleTurns(tx, [conversationId], release)
}
