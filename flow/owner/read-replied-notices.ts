import type { TurnContext } from '#capabilities/conversations'
import type { ConversationId, Db, MessageId } from '#shared/database'
import type { CrewFacts } from '../agent/index.ts'

/**
 * The messages of the owner and the operators that reply to a notice about a client, each with the client's conversation. Any other
 * reply is left out: to a notice about nobody, to what the AI said, to what is not ours.
 */
export async function readRepliedNotices(
  tx: Db,
  turns: readonly TurnContext[],
  crews: ReadonlyMap<ConversationId, CrewFacts>,
): Promise<ReadonlyMap<MessageId, ConversationId>> {
  const found = new Map<MessageId, ConversationId>()
  for (const { conversationId, unanswered } of turns) {
    const authors = crews.get(conversationId)?.authors
    for (const { id, metadata } of authors === undefined ? [] : unanswered.filter(({ id }) => authors.has(id))) {
      const repliedTo = readRepliedId(metadata)
      const about = repliedTo === null ? null : await findSubject(tx, conversationId, repliedTo)
      if (about !== null) found.set(id, about)
    }
  }
  return found
}

/** Null for a message that replies to nothing, or to something in another chat. */
export function readRepliedId(metadata: string | null): string | null {
  if (metadata === null) return null
  const { replyTo } = JSON.parse(metadata) as { readonly replyTo?: Readonly<Record<string, unknown>> }
  const isHere = replyTo !== undefined && replyTo.chatId === undefined && replyTo.from === undefined
  return isHere && typeof replyTo.messageId === 'string' ? replyTo.messageId : null
}

/** Whose message the sent part with this id was about. The newest parts come first: one replies to what one has just read. */
async function findSubject(tx: Db, ownersId: ConversationId, externalId: string): Promise<ConversationId | null> {
  const row = await tx
    .selectFrom('outbound as o')
    .innerJoin('messages as m', 'm.id', 'o.message_id')
    .select('m.conversation_id')
    .where('o.conversation_id', '=', ownersId)
    .where('o.external_id', '=', externalId)
    .where('m.conversation_id', '!=', ownersId)
    .orderBy('o.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.conversation_id ?? null
}
