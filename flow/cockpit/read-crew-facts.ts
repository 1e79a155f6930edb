import type { TurnContext } from '#capabilities/conversations'
import type { ConversationId, Db, DraftId, MessageId } from '#shared/database'
import type { CrewFacts } from '../agent/index.ts'
import { readRepliedId } from '../owner/read-replied-notices.ts'
import { type Crew, findCrewPlace, isCrewMember } from './crew.ts'

/** What turns in chats of the business must know besides; null for a client's chat, of which nothing is asked here. */
export async function readCrewFacts(tx: Db, turn: TurnContext, crew: Crew): Promise<CrewFacts | null> {
  const place = findCrewPlace(crew, turn)
  if (place === null) return null
  const authors = place === 'private' ? toOnlyAuthor(turn) : await readAuthors(tx, turn, crew)
  return { place, authors, repliedDrafts: await readRepliedDrafts(tx, turn) }
}

function toOnlyAuthor({ unanswered, userId }: TurnContext): CrewFacts['authors'] {
  return new Map(unanswered.map(message => [message.id, userId]))
}

/** In a group anybody may write: each message is its writer's. */
async function readAuthors(tx: Db, { unanswered }: TurnContext, crew: Crew): Promise<CrewFacts['authors']> {
  if (unanswered.length === 0) return new Map()
  const rows = await tx
    .selectFrom('messages as m')
    .innerJoin('contacts as p', 'p.id', 'm.contact_id')
    .select(['m.id', 'p.user_id'])
    .where(
      'm.id',
      'in',
      unanswered.map(({ id }) => id),
    )
    .execute()
  return new Map(rows.filter(row => isCrewMember(crew, row.user_id)).map(row => [row.id, row.user_id]))
}

async function readRepliedDrafts(
  tx: Db,
  { conversationId, unanswered }: TurnContext,
): Promise<ReadonlyMap<MessageId, DraftId>> {
  const found = new Map<MessageId, DraftId>()
  for (const { id, metadata } of unanswered) {
    const repliedTo = readRepliedId(metadata)
    const draftId = repliedTo === null ? null : await findDraftAt(tx, conversationId, repliedTo)
    if (draftId !== null) found.set(id, draftId)
  }
  return found
}

/** The draft that is shown in this message of ours. */
async function findDraftAt(tx: Db, placeId: ConversationId, externalId: string): Promise<DraftId | null> {
  const row = await tx
    .selectFrom('cockpit_cards as k')
    .innerJoin('outbound as o', 'o.key', 'k.first_key')
    .select('k.subject_id')
    .where('k.place_id', '=', placeId)
    .where('k.kind', '=', 'draft')
    .where('o.external_id', '=', externalId)
    .orderBy('k.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  // The subject of a card of this kind is a draft.
  return row === undefined ? null : (row.subject_id as DraftId)
}
