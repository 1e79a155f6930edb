import { type Actor, forgetAnswers, recordAudit } from '#capabilities/access'
import { forgetMeetings } from '#capabilities/calendar'
import { forgetPerson, type HeldPerson, holdPerson } from '#capabilities/conversations'
import { findLeadsOf, forgetLeads } from '#capabilities/sales'
import type { ContactId, LeadId, MeetingId, Tx } from '#shared/database'
import { commitEvents, type EventDeps, erasePersonFromEvents } from '#shared/events'
import { noCrew, readCrew } from '../cockpit/crew.ts'
import { eraseTraces } from './erase-traces.ts'
import { keepTombstone } from './tombstones.ts'

export interface ForgetDeps extends EventDeps {
  /** TELEGRAM_OWNER_ID: what the owner was told about the person goes too. */
  readonly ownerId: number | null
  /** Colleagues of the settings who may have been shown the person, too. Default: none. */
  readonly operatorIds?: readonly number[]
}

/** What was erased, in numbers that tell nothing of anybody. */
export interface Forgotten {
  readonly conversations: number
  readonly messages: number
  readonly leads: number
  readonly meetings: number
}

/**
 * Erases a person: everything that any table holds of them, in one transaction, and their entries in the outside calendar soon
 * after it. What was queued for them is not sent, and an answer that is being generated can no longer be committed; a part that
 * is in the air may still arrive. Figures that were counted stay. Null when nobody has this id, so it is safe to repeat. When the
 * person writes again, they are somebody new. A tombstone tells whom to forget again after a restore.
 */
export async function forgetContact(
  { ownerId, operatorIds = [], ...deps }: ForgetDeps,
  id: ContactId,
  actor: Actor,
): Promise<Forgotten | null> {
  return commitEvents(deps, async (tx, tell) => {
    const nowMs = deps.clock.now()
    const person = await holdPerson(tx, id)
    if (person === null) return null
    const leadIds = await findLeadsOf(tx, person)
    const words = await listWords(tx, person, leadIds)
    const meetingIds = await findMeetings(tx, leadIds)
    const crew = await readCrew(tx, { ...noCrew, operatorIds })
    const crewIds = [...(ownerId === null ? [] : [ownerId]), ...crew.operatorIds]
    await eraseTraces(tx, { person, meetingIds, leadIds, words, crewIds })
    await forgetAnswers(tx, listMarks(person, leadIds))
    await erasePersonFromEvents(tx, { userId: person.userId, conversationIds: listConversations(person) })
    const meetings = await forgetMeetings(tx, leadIds, nowMs)
    await forgetLeads(tx, leadIds)
    const forgotten = { ...(await forgetPerson(tx, person)), leads: leadIds.length, meetings }
    await keepTombstone(tx, { contactId: id, metAt: person.createdAt, forgottenAt: nowMs })
    await recordAudit(
      tx,
      { actor, action: 'contact.forget', target: `contact:${id}`, before: null, after: forgotten },
      nowMs,
    )
    // The number is ours, and nobody's any more: it tells others whom to erase, and nothing of them.
    tell({ type: 'contact.forgotten', conversationId: null, contactId: id })
    return forgotten
  })
}

function listConversations({ conversations, groups }: HeldPerson) {
  return [...conversations.map(({ id }) => id), ...groups]
}

async function findMeetings(tx: Tx, leadIds: readonly LeadId[]): Promise<readonly MeetingId[]> {
  if (leadIds.length === 0) return []
  const rows = await tx.selectFrom('meetings').select('id').where('lead_id', 'in', leadIds).execute()
  return rows.map(row => row.id)
}

/** Shorter words would be found in what is said of others. */
const shortestWord = 3

async function listWords(
  tx: Tx,
  { displayName, username, userId, conversations }: HeldPerson,
  leadIds: readonly LeadId[],
): Promise<readonly string[]> {
  const leads =
    leadIds.length === 0
      ? []
      : await tx.selectFrom('leads').select(['name', 'contact']).where('id', 'in', leadIds).execute()
  const questions =
    conversations.length === 0
      ? []
      : await tx
          .selectFrom('open_questions')
          .select('question')
          .where(
            'conversation_id',
            'in',
            conversations.map(({ id }) => id),
          )
          .execute()
  const words = [
    ...[displayName, username, String(userId)],
    ...leads.flatMap(({ name, contact }) => [name, contact]),
    ...questions.map(({ question }) => question),
  ]
  return [...new Set(words)].flatMap(word => (word === null || word.length < shortestWord ? [] : [word]))
}

/** How answers of the API that hold something of a person name them. */
function listMarks({ id, userId, conversations }: HeldPerson, leadIds: readonly LeadId[]): readonly string[] {
  const marks = (name: string, value: number): readonly string[] => [`"${name}":${value},`, `"${name}":${value}}`]
  return [
    ...marks('user_id', userId),
    ...marks('contact_id', id),
    ...leadIds.flatMap(leadId => marks('lead_id', leadId)),
    ...conversations.flatMap(conversation => marks('conversation_id', conversation.id)),
  ]
}
