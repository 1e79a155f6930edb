import type { Selectable } from 'kysely'
import { noteSpeech } from '#capabilities/conversations'
import { nextFollowUp, type Playbook, readLeads, scheduleFollowUps } from '#capabilities/sales'
import type { CockpitDraftsTable, ConversationId, Db, DraftId, DraftState, LeadId, Tx } from '#shared/database'
import type { EventBody } from '#shared/events'
import { sayInConversation } from '../../say-in-conversation.ts'
import type { Render } from '../../speaker/render.ts'
import { saveDialogueStates } from '../../turn/dialogue-state.ts'
import { keepClaims } from '../../turn/promises.ts'
import { moveToWakingHours } from '../../waking-hours.ts'
import { refreshCards } from '../cards/card-rows.ts'
import { readHeldContent } from './held-content.ts'

type DraftRow = Selectable<CockpitDraftsTable>

export interface DraftDesk {
  readonly playbook: Playbook
  readonly render: Render
  /** Of the business. */
  readonly timeZone: string
}

/** What became of a wish about a draft. Only `done` has changed anything but the draft's own state. */
export type DraftOutcome =
  | { readonly kind: 'done'; readonly events: readonly EventBody[] }
  /** The client has written again, a human has the chat, or nothing may be sent there: nothing was. */
  | { readonly kind: 'stale' }
  /** It was decided before. */
  | { readonly kind: 'settled'; readonly state: Exclude<DraftState, 'waiting'> }
  | { readonly kind: 'gone' }

/** Says the AI's words to the client, with all that follows from their being said. At most once. */
export async function sendDraft(tx: Tx, id: DraftId, desk: DraftDesk, nowMs: number): Promise<DraftOutcome> {
  return settle(tx, id, 'sent', nowMs, async draft => {
    const content = readHeldContent(draft.content)
    const { conversation_id: conversationId, turn_id: turnId } = draft
    for (const [index, { markdown, buttons }] of content.texts.entries()) {
      const key = `draft:${draft.id}:${index}`
      const speech = { conversationId, key, role: 'assistant' as const, markdown, ...(buttons && { buttons }) }
      await sayInConversation(tx, speech, desk.render, nowMs)
    }
    await noteAnswered(tx, conversationId, nowMs)
    if (content.state !== null) await saveDialogueStates(tx, [{ conversationId, state: content.state }], nowMs)
    await keepClaims(tx, [{ conversationId, turnId, claims: content.claims }], nowMs)
    await planNext(tx, conversationId, desk, nowMs)
    return []
  })
}

/** Says a person's words in place of the AI's. The chat stays the AI's, which goes on proposing. */
export async function editDraft(
  tx: Tx,
  { draftId, text }: { readonly draftId: DraftId; readonly text: string },
  desk: DraftDesk,
  nowMs: number,
): Promise<DraftOutcome> {
  return settle(tx, draftId, 'edited', nowMs, async ({ conversation_id: conversationId }) => {
    const speech = { conversationId, key: `draft:${draftId}`, role: 'human' as const, markdown: text }
    const messageId = await sayInConversation(tx, speech, desk.render, nowMs)
    await planNext(tx, conversationId, desk, nowMs)
    return messageId === null ? [] : [{ type: 'message.sent_by_human', conversationId, messageId }]
  })
}

/** Nothing is said. */
export async function skipDraft(tx: Tx, id: DraftId, nowMs: number): Promise<DraftOutcome> {
  return settle(tx, id, 'skipped', nowMs, async () => [])
}

/** The draft of a conversation that waits; null when none does, or it is out of date. */
export async function findWaitingDraft(db: Db, id: ConversationId): Promise<DraftId | null> {
  const row = await db
    .selectFrom('cockpit_drafts')
    .selectAll()
    .where('conversation_id', '=', id)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined || row.state !== 'waiting') return null
  return (await isOutdated(db, row)) ? null : row.id
}

/** Whether something has come since, that the draft does not know. */
export async function isOutdated(
  db: Db,
  { conversation_id: id, seen_message_id: seen }: Pick<DraftRow, 'conversation_id' | 'seen_message_id'>,
): Promise<boolean> {
  const chat = await db
    .selectFrom('conversations as c')
    .innerJoin('contacts as p', 'p.id', 'c.contact_id')
    .select(['c.handler', 'p.opted_out_at', 'p.is_blocked'])
    .where('c.id', '=', id)
    .executeTakeFirst()
  if (chat === undefined || chat.handler === 'human' || chat.opted_out_at !== null || chat.is_blocked === 1) return true
  const newer = await db
    .selectFrom('messages')
    .select('id')
    .where('conversation_id', '=', id)
    .where('id', '>', seen)
    .where('role', 'in', ['user', 'human'])
    .limit(1)
    .executeTakeFirst()
  return newer !== undefined
}

async function settle(
  tx: Tx,
  id: DraftId,
  state: 'sent' | 'edited' | 'skipped',
  nowMs: number,
  act: (draft: DraftRow) => Promise<readonly EventBody[]>,
): Promise<DraftOutcome> {
  // Of two people who tap at once, one gets the row.
  const draft = await tx
    .updateTable('cockpit_drafts')
    .set({ state, settled_at: nowMs })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .returningAll()
    .executeTakeFirst()
  if (draft === undefined) return describeSettled(tx, id)
  await refreshCards(tx, [draft.conversation_id], nowMs)
  if (state !== 'skipped' && (await isOutdated(tx, draft))) {
    await tx.updateTable('cockpit_drafts').set({ state: 'stale' }).where('id', '=', id).execute()
    return { kind: 'stale' }
  }
  return { kind: 'done', events: await act(draft) }
}

async function describeSettled(tx: Tx, id: DraftId): Promise<DraftOutcome> {
  const row = await tx.selectFrom('cockpit_drafts').select('state').where('id', '=', id).executeTakeFirst()
  if (row === undefined || row.state === 'waiting') return { kind: 'gone' }
  return row.state === 'stale' ? { kind: 'stale' } : { kind: 'settled', state: row.state }
}

/** Whoever chose the words, the client has been answered by a person's decision. */
function noteAnswered(tx: Tx, id: ConversationId, nowMs: number): Promise<void> {
  return noteSpeech(tx, id, { by: 'human', atMs: nowMs })
}

/** What is to be asked if the client stays quiet, as after every answer of the AI. */
async function planNext(
  tx: Tx,
  conversationId: ConversationId,
  { playbook, timeZone }: DraftDesk,
  nowMs: number,
): Promise<void> {
  const { contact_id: contactId } = await tx
    .selectFrom('conversations')
    .select('contact_id')
    .where('id', '=', conversationId)
    .executeTakeFirstOrThrow()
  const lead = (await readLeads(tx, [contactId])).get(contactId)
  if (lead === undefined || (await hasMeetingAhead(tx, lead.id, nowMs))) return
  const { id: leadId, stage } = lead
  const next = nextFollowUp(playbook.followUps, { stage, sent: 0, lastMessageAt: nowMs })
  if (next === null) return
  const dueAt = moveToWakingHours(next.dueAt, timeZone)
  await scheduleFollowUps(tx, [{ leadId, conversationId, number: next.number, stage, dueAt }], nowMs)
}

async function hasMeetingAhead(tx: Tx, leadId: LeadId, nowMs: number): Promise<boolean> {
  const row = await tx
    .selectFrom('meetings')
    .select('id')
    .where('lead_id', '=', leadId)
    .where('status', '=', 'scheduled')
    .where('scheduled_at', '>', nowMs)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
