import { sql } from 'kysely'
import type { AttachmentKind, ChatAddress, InboundAttachment } from '#capabilities/channels'
import type { AccountId, ConversationId, Db, MediaId, MediaState, MessageId, Tx } from '#shared/database'
import type { MediaFacts } from './media-reader.ts'

/** The media table: what clients sent besides text. A row is work until it is ready, refused or given up. */
export interface NewMedia {
  readonly accountId: AccountId
  readonly conversationId: ConversationId
  readonly messageId: MessageId
  readonly position: number
  readonly attachment: InboundAttachment
  readonly caption: string | null
  /** A turn waits for it until then. */
  readonly heldUntil: number
}

export async function insertMedia(tx: Tx, media: readonly NewMedia[], nowMs: number): Promise<void> {
  if (media.length === 0) return
  const rows = media.map(({ attachment, ...row }) => ({
    account_id: row.accountId,
    conversation_id: row.conversationId,
    message_id: row.messageId,
    position: row.position,
    kind: attachment.kind,
    file_id: attachment.fileId,
    file_unique_id: attachment.fileUniqueId,
    mime_type: attachment.mimeType,
    file_name: attachment.fileName?.replaceAll('\0', '') ?? null,
    size_bytes: roundOf(attachment.sizeBytes),
    duration_seconds: roundOf(attachment.durationSeconds),
    width: roundOf(attachment.width),
    height: roundOf(attachment.height),
    caption: row.caption,
    held_until: row.heldUntil,
    next_try_at: nowMs,
    created_at: nowMs,
  }))
  await tx
    .insertInto('media')
    .values(rows)
    .onConflict(conflict => conflict.doNothing())
    .execute()
}

/** Whole numbers are what both engines take; a channel may say 7.5 s. */
function roundOf(value: number | null): number | null {
  return value === null ? null : Math.round(value)
}

/** A file that this process has taken to read. */
export interface TakenMedia {
  readonly id: MediaId
  readonly conversationId: ConversationId
  readonly messageId: MessageId
  readonly facts: MediaFacts
  readonly chat: ChatAddress
  /** This one included. */
  readonly tries: number
  readonly createdAt: number
}

export interface Taking {
  readonly accountId: AccountId
  readonly nowMs: number
  /** Nobody else takes it before then, even if this process dies. */
  readonly leaseMs: number
  readonly limit: number
}

/** Takes what is due, longest due first. */
export async function takeDueMedia(tx: Tx, taking: Taking): Promise<readonly TakenMedia[]> {
  const ids = await tx
    .updateTable('media')
    .set({ leased_until: taking.nowMs + taking.leaseMs, tries: sql<number>`tries + 1` })
    .where('id', 'in', eb =>
      eb
        .selectFrom('media')
        .select('id')
        .where('account_id', '=', taking.accountId)
        .where('next_try_at', '<=', taking.nowMs)
        .where(inner => inner.or([inner('leased_until', 'is', null), inner('leased_until', '<=', taking.nowMs)]))
        .orderBy('next_try_at')
        .limit(taking.limit),
    )
    .returning('id')
    .execute()
  if (ids.length === 0) return []
  const rows = await readTaken(
    tx,
    ids.map(row => row.id),
  )
  return rows.map(toTaken)
}

function readTaken(tx: Tx, ids: readonly MediaId[]) {
  return tx
    .selectFrom('media as m')
    .innerJoin('conversations as c', 'c.id', 'm.conversation_id')
    .select(['m.id', 'm.conversation_id', 'm.message_id', 'm.kind', 'm.file_id', 'm.file_unique_id', 'm.mime_type'])
    .select(['m.file_name', 'm.size_bytes', 'm.duration_seconds', 'm.width', 'm.height', 'm.caption', 'm.tries'])
    .select(['m.created_at', 'c.language', 'c.business_connection_id', 'c.chat_id', 'c.topic_id', 'c.chat_type'])
    .where('m.id', 'in', ids)
    .orderBy('m.id')
    .execute()
}

function toTaken(row: Awaited<ReturnType<typeof readTaken>>[number]): TakenMedia {
  return {
    id: row.id,
    conversationId: row.conversation_id,
    messageId: row.message_id,
    facts: {
      // Written by insertMedia from this very type.
      kind: row.kind as AttachmentKind,
      fileId: row.file_id,
      fileUniqueId: row.file_unique_id,
      mimeType: row.mime_type,
      fileName: row.file_name,
      sizeBytes: row.size_bytes,
      durationSeconds: row.duration_seconds,
      width: row.width,
      height: row.height,
      language: row.language,
      caption: row.caption,
    },
    chat: {
      businessConnectionId: row.business_connection_id,
      chatId: row.chat_id,
      topicId: row.topic_id,
      chatType: row.chat_type,
    },
    tries: row.tries,
    createdAt: row.created_at,
  }
}

/** What was read in another copy of the same file; null when none was. */
export async function findReadCopy(
  db: Db,
  facts: MediaFacts,
): Promise<{ readonly text: string; readonly confidence: number | null } | null> {
  const row = await db
    .selectFrom('media')
    .select(['text', 'confidence'])
    .where('file_unique_id', '=', facts.fileUniqueId)
    .where('state', '=', sql.lit('ready'))
    .where('kind', '=', facts.kind)
    .limit(1)
    .executeTakeFirst()
  return row === undefined || row.text === null ? null : { text: row.text, confidence: row.confidence }
}

/** How a reading ended. Only `waiting` is tried again, at `nextTryAt`. */
export interface MediaSettlement {
  readonly id: MediaId
  readonly state: MediaState
  readonly text: string | null
  readonly confidence: number | null
  readonly error: string | null
  readonly nextTryAt: number | null
}

/** Writes it, and that no turn waits for this any more. */
export async function settleMedia(tx: Tx, settlement: MediaSettlement, nowMs: number): Promise<void> {
  const { id, state, text, confidence, error, nextTryAt } = settlement
  await tx
    .updateTable('media')
    .set({ state, text, confidence, error, next_try_at: nextTryAt, is_held: 0, leased_until: null })
    .set({ finished_at: state === 'waiting' ? null : nowMs })
    .where('id', '=', id)
    .execute()
}

/** Gives back what was taken and not read, as when the process stops. */
export async function returnMedia(db: Db, id: MediaId): Promise<void> {
  await db
    .updateTable('media')
    .set({ leased_until: null, tries: sql<number>`tries - 1` })
    .where('id', '=', id)
    .where('leased_until', 'is not', null)
    .execute()
}

/** For the one process that knows that nobody else reads for this account. */
export async function dropMediaLeases(db: Db, accountId: AccountId): Promise<void> {
  await db
    .updateTable('media')
    .set({ leased_until: null })
    .where('account_id', '=', accountId)
    .where('next_try_at', 'is not', null)
    .where('leased_until', 'is not', null)
    .execute()
}

/** What turns have waited for longer than they should. */
export async function listOverdueMedia(
  db: Db,
  accountId: AccountId,
  nowMs: number,
): Promise<
  readonly { readonly id: MediaId; readonly messageId: MessageId; readonly conversationId: ConversationId }[]
> {
  const rows = await db
    .selectFrom('media')
    .select(['id', 'message_id', 'conversation_id'])
    .where('account_id', '=', accountId)
    .where('is_held', '=', sql.lit(1))
    .where('held_until', '<=', nowMs)
    .orderBy('held_until')
    .limit(100)
    .execute()
  return rows.map(row => ({ id: row.id, messageId: row.message_id, conversationId: row.conversation_id }))
}

/** Lets a turn begin without it; it goes on being read. */
export async function unholdMedia(tx: Tx, id: MediaId): Promise<void> {
  await tx.updateTable('media').set({ is_held: 0 }).where('id', '=', id).execute()
}

/** What reads these kinds is back: what waits for it need wait no longer. */
export async function hastenMedia(
  db: Db,
  accountId: AccountId,
  kinds: readonly AttachmentKind[],
  nowMs: number,
): Promise<void> {
  await db
    .updateTable('media')
    .set({ next_try_at: nowMs })
    .where('account_id', '=', accountId)
    .where('next_try_at', '>', nowMs)
    .where('kind', 'in', kinds)
    .execute()
}

/** A file of a message, as far as the message's words need it. */
export interface MessageMedia {
  readonly position: number
  readonly kind: string
  readonly state: MediaState
  readonly isHeld: boolean
  readonly fileName: string | null
  readonly caption: string | null
  readonly text: string | null
  readonly confidence: number | null
  readonly error: string | null
}

/** All files of one message, in order. */
export async function readMessageMedia(tx: Tx, messageId: MessageId): Promise<readonly MessageMedia[]> {
  const rows = await tx
    .selectFrom('media')
    .select(['position', 'kind', 'state', 'is_held', 'file_name', 'caption', 'text', 'confidence', 'error'])
    .where('message_id', '=', messageId)
    .orderBy('position')
    .execute()
  return rows.map(({ is_held, file_name, ...row }) => ({ ...row, isHeld: is_held === 1, fileName: file_name }))
}

/** Whether the conversation's turn still waits for anything. */
export async function isHeldByMedia(tx: Tx, conversationId: ConversationId): Promise<boolean> {
  const row = await tx
    .selectFrom('media')
    .select('id')
    .where('conversation_id', '=', conversationId)
    .where('is_held', '=', sql.lit(1))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** The client changed the words beside the files. */
export async function recaptionMedia(tx: Tx, messageId: MessageId, caption: string | null): Promise<void> {
  await tx.updateTable('media').set({ caption }).where('message_id', '=', messageId).execute()
}
