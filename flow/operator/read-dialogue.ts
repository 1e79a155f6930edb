import { z } from 'zod'
import type { ConversationId, Db, MessageId, MessageRole, OutboundState, TurnId } from '#shared/database'
import { isOpen } from '../speaker/speaker-rows.ts'

/** A message as the people of the business see it, with what became of it if it is ours. */
export interface DialogueMessage {
  readonly id: MessageId
  readonly role: MessageRole
  /** Markdown where we wrote it, plain text where the client did. */
  readonly text: string
  /** What the client sent: text, voice, photo, command, button, … */
  readonly kind: string
  readonly sentAt: number
  readonly editedAt: number | null
  readonly turnId: TurnId | null
  /** One for each part that it was cut into, in order; empty for what a client wrote. */
  readonly deliveries: readonly Delivery[]
  /** The file that came with it; null without one. */
  readonly media: Media | null
  /** What it states that had to be backed, in order, and by what it was; empty for what no turn wrote. */
  readonly claims: readonly Claim[]
}

/** A statement of the AI: a price, a date, a term. */
export interface Claim {
  /** price, date, … */
  readonly kind: string
  /** As it was said. */
  readonly text: string
  /** The document and its heading, the offer, the calendar: what backs it. */
  readonly source: string
}

export interface Delivery {
  readonly state: OutboundState
  /** Why it failed or is not known; a stable code. */
  readonly errorCode: string | null
  /** When its last state was reached; null while it is on its way. */
  readonly settledAt: number | null
  /** Until when it waits for the flood budget; null when it does not. */
  readonly heldUntil: number | null
}

export interface DialoguePage {
  /** Oldest first. */
  readonly messages: readonly DialogueMessage[]
  /** Whether there are older ones. */
  readonly hasMore: boolean
}

export interface DialogueRange {
  /** Null: up to the newest. */
  readonly before: MessageId | null
  readonly limit: number
  /** What waits, waits longer than until then. */
  readonly nowMs: number
}

/** The newest `limit` messages before `before`, in a few queries by index, whatever lies above them. */
export async function readDialogue(
  db: Db,
  conversationId: ConversationId,
  { before, limit, nowMs }: DialogueRange,
): Promise<DialoguePage> {
  const rows = await buildMessagesQuery(db, conversationId, { before, limit: limit + 1 }).execute()
  const shown = rows.slice(0, limit).reverse()
  const ours = shown.filter(row => row.role !== 'user').map(row => row.id)
  const deliveries = await readDeliveries(db, conversationId, { messageIds: ours, nowMs })
  const claims = await readClaims(
    db,
    shown.flatMap(row => row.turn_id ?? []),
  )
  const messages = shown.map(row => ({
    id: row.id,
    role: row.role,
    text: row.content,
    kind: row.kind,
    sentAt: row.timestamp,
    editedAt: row.edited_at,
    turnId: row.turn_id,
    deliveries: deliveries.get(row.id) ?? [],
    media: readMedia(row.message_metadata),
    claims: (row.turn_id !== null && claims.get(row.turn_id)) || [],
  }))
  return { messages, hasMore: rows.length > limit }
}

/** One message of a conversation; null when it does not hold it. */
export async function findDialogueMessage(
  db: Db,
  conversationId: ConversationId,
  { id, nowMs }: { readonly id: MessageId; readonly nowMs: number },
): Promise<DialogueMessage | null> {
  const page = await readDialogue(db, conversationId, { before: (id + 1) as MessageId, limit: 1, nowMs })
  return page.messages.find(message => message.id === id) ?? null
}

export function buildMessagesQuery(
  db: Db,
  conversationId: ConversationId,
  { before, limit }: Omit<DialogueRange, 'nowMs'>,
) {
  return db
    .selectFrom('messages')
    .select(['id', 'role', 'content', 'kind', 'timestamp', 'edited_at', 'turn_id', 'message_metadata'])
    .where('conversation_id', '=', conversationId)
    .$if(before !== null, query => query.where('id', '<', before ?? (0 as MessageId)))
    .orderBy('id', 'desc')
    .limit(limit)
}

async function readDeliveries(
  db: Db,
  conversationId: ConversationId,
  { messageIds, nowMs }: { readonly messageIds: readonly MessageId[]; readonly nowMs: number },
): Promise<ReadonlyMap<MessageId, readonly Delivery[]>> {
  const found = new Map<MessageId, Delivery[]>()
  if (messageIds.length === 0) return found
  const rows = await buildDeliveriesQuery(db, conversationId, messageIds).execute()
  const isWaiting = rows.some(({ state }) => state === 'queued')
  const laneHeldUntil = isWaiting ? await readLaneHold(db, conversationId, nowMs) : null
  for (const row of rows) {
    if (row.message_id === null) continue
    const heldUntil = row.state === 'queued' ? laneHeldUntil : null
    const delivery = { state: row.state, errorCode: row.error_code, settledAt: row.settled_at, heldUntil }
    found.set(row.message_id, [...(found.get(row.message_id) ?? []), delivery])
  }
  return found
}

/** Only the head of a lane asks for a place: what waits behind it waits as long. */
async function readLaneHold(db: Db, conversationId: ConversationId, nowMs: number): Promise<number | null> {
  const { until } = await db
    .selectFrom('outbound')
    .select(({ fn }) => fn.max('held_until').as('until'))
    .where('conversation_id', '=', conversationId)
    .where(isOpen('state'))
    .executeTakeFirstOrThrow()
  return until !== null && until > nowMs ? until : null
}

// A notice to the owner names the client's message that it is about, and is delivered in the owner's own conversation.
export function buildDeliveriesQuery(db: Db, conversationId: ConversationId, messageIds: readonly MessageId[]) {
  return db
    .selectFrom('outbound')
    .select(['message_id', 'state', 'error_code', 'settled_at'])
    .where('message_id', 'in', messageIds)
    .where('conversation_id', '=', conversationId)
    .orderBy('message_id')
    .orderBy('id')
}

async function readClaims(db: Db, turnIds: readonly TurnId[]): Promise<ReadonlyMap<TurnId, readonly Claim[]>> {
  const found = new Map<TurnId, Claim[]>()
  if (turnIds.length === 0) return found
  const rows = await db
    .selectFrom('promises')
    .select(['turn_id', 'kind', 'claim', 'source'])
    .where('turn_id', 'in', turnIds)
    .orderBy('id')
    .execute()
  for (const { turn_id: turnId, kind, claim: text, source } of rows) {
    if (turnId !== null) found.set(turnId, [...(found.get(turnId) ?? []), { kind, text, source }])
  }
  return found
}

const mediaSchema = z.object({
  fileId: z.string().nullable().catch(null).default(null),
  fileName: z.string().nullable().catch(null).default(null),
  mimeType: z.string().nullable().catch(null).default(null),
  sizeBytes: z.number().nullable().catch(null).default(null),
  durationSeconds: z.number().nullable().catch(null).default(null),
  width: z.number().nullable().catch(null).default(null),
  height: z.number().nullable().catch(null).default(null),
})
const metadataSchema = z.object({ file: mediaSchema })

/** What is known of a message's file. `fileId` opens it for the bot alone, and is told to nobody; null: its channel keeps no files. */
export type Media = z.infer<typeof mediaSchema>

/** Null when no file came with the message. Pure. */
export function readMedia(metadata: string | null): Media | null {
  if (metadata === null) return null
  try {
    return metadataSchema.safeParse(JSON.parse(metadata)).data?.file ?? null
  } catch {
    // The earlier system wrote other things than JSON there.
    return null
  }
}
