import { setAnswerMode } from '#capabilities/conversations'
import { putLeadAway, type Words } from '#capabilities/sales'
import type { ConversationId, DraftId, LeadId, Tx } from '#shared/database'
import type { EventBody } from '#shared/events'
import { assertNever } from '#shared/utils'
import { type CrewOrder, inLanguage } from '../../agent/index.ts'
import { bookForLead } from '../../operator/meetings/book-for-lead.ts'
import type { MeetingDesk } from '../../operator/meetings/meeting-desk.ts'
import type { PlaybookOf } from '../../playbook-of.ts'
import type { Actor, Performed } from '../../turn/perform-actions.ts'
import { refreshCards, refreshCardsOfLead } from '../cards/card-rows.ts'
import { findConversationOfLead } from '../cards/read-card-facts.ts'
import { type DraftOutcome, editDraft, sendDraft, skipDraft } from '../drafts/settle-draft.ts'
import { mayReach } from '../may-reach.ts'
import { pauseAi, resumeAi } from '../pause.ts'
import { finishSetup, type SetupDesk } from '../setup/finish-setup.ts'
import { orderWords } from '../words.ts'

export interface OrderDesk {
  readonly playbook: PlaybookOf
  readonly meetings: MeetingDesk
  readonly setup: SetupDesk
  /** Of the business. */
  readonly timeZone: string
}

/** What came of an order; `say` replaces the words that took its success for granted. */
interface Done {
  readonly events?: readonly EventBody[]
  readonly say?: Words
}

/** Does what somebody of the business ordered. That they are of the business is known; what they may reach is asked here. */
export async function performOrder(
  tx: Tx,
  desk: OrderDesk,
  { actor, order }: { readonly actor: Actor; readonly order: CrewOrder },
  nowMs: number,
): Promise<Performed> {
  const { events = [], say } = await perform(tx, desk, { actor, order }, nowMs)
  const { state } = actor.facts
  const instead = say === undefined ? null : { texts: [{ markdown: inLanguage(say, actor.language) }], state }
  return { events, instead }
}

interface Ordered<Order extends CrewOrder = CrewOrder> {
  readonly actor: Actor
  readonly order: Order
}

async function perform(tx: Tx, desk: OrderDesk, { actor, order }: Ordered, nowMs: number): Promise<Done> {
  switch (order.kind) {
    case 'send-draft':
    case 'edit-draft':
    case 'skip-draft':
      return decideDraft(tx, desk, { actor, order }, nowMs)
    case 'set-mode':
      return setMode(tx, { actor, order }, nowMs)
    case 'mute-lead':
    case 'drop-lead':
    case 'book':
      return treatLead(tx, desk, { actor, order }, nowMs)
    case 'pause': {
      const events = await pauseAi(tx, nowMs)
      return events === null ? { say: orderWords.pausedAlready } : { events }
    }
    case 'resume': {
      const events = await resumeAi(tx, nowMs)
      return events === null ? { say: orderWords.notPaused } : { events }
    }
    case 'set-up':
      return finishSetup(tx, desk.setup, order, nowMs)
    default:
      return assertNever(order)
  }
}

type DraftOrder = Extract<CrewOrder, { kind: 'send-draft' | 'edit-draft' | 'skip-draft' }>

async function decideDraft(
  tx: Tx,
  desk: OrderDesk,
  { actor, order }: Ordered<DraftOrder>,
  nowMs: number,
): Promise<Done> {
  const conversationId = await findConversationOfDraft(tx, order.draftId)
  if (conversationId === null || !(await mayReach(tx, actor, conversationId))) return { say: orderWords.gone }
  const { timeZone } = desk
  const tools = { playbook: desk.playbook(actor.facts.turn.accountId), render: actor.render, timeZone }
  const outcome = await decide(tx, order, tools, nowMs)
  switch (outcome.kind) {
    case 'done':
      return { events: outcome.events }
    case 'stale':
      return { say: orderWords.stale }
    case 'settled':
      return { say: orderWords.settled }
    case 'gone':
      return { say: orderWords.gone }
  }
}

function decide(
  tx: Tx,
  order: DraftOrder,
  tools: Parameters<typeof sendDraft>[2],
  nowMs: number,
): Promise<DraftOutcome> {
  if (order.kind === 'send-draft') return sendDraft(tx, order.draftId, tools, nowMs)
  return order.kind === 'edit-draft' ? editDraft(tx, order, tools, nowMs) : skipDraft(tx, order.draftId, nowMs)
}

async function findConversationOfDraft(tx: Tx, id: DraftId): Promise<ConversationId | null> {
  const row = await tx.selectFrom('cockpit_drafts').select('conversation_id').where('id', '=', id).executeTakeFirst()
  return row?.conversation_id ?? null
}

type ModeOrder = Extract<CrewOrder, { kind: 'set-mode' }>

async function setMode(tx: Tx, { actor, order }: Ordered<ModeOrder>, nowMs: number): Promise<Done> {
  const { conversationId, mode } = order
  if (!(await mayReach(tx, actor, conversationId))) return { say: orderWords.gone }
  await setAnswerMode(tx, conversationId, mode, nowMs)
  await refreshCards(tx, [conversationId], nowMs)
  return {}
}

type LeadOrder = Extract<CrewOrder, { kind: 'mute-lead' | 'drop-lead' | 'book' }>

async function treatLead(tx: Tx, desk: OrderDesk, { actor, order }: Ordered<LeadOrder>, nowMs: number): Promise<Done> {
  const { leadId } = order
  const conversationId = await findConversationOfLead(tx, leadId)
  if (conversationId === null || !(await mayReach(tx, actor, conversationId))) return { say: orderWords.gone }
  await refreshCardsOfLead(tx, leadId, nowMs)
  switch (order.kind) {
    case 'mute-lead':
      await saveMute(tx, leadId, order.isMuted, nowMs)
      return {}
    case 'drop-lead':
      return { events: await putLeadAway(tx, leadId, nowMs) }
    case 'book': {
      const booking = { leadId, startsAt: order.startsAt, tellsClient: true }
      const outcome = await bookForLead(tx, desk.meetings, booking, nowMs)
      return outcome.kind === 'booked' ? { events: outcome.events } : { say: orderWords.notBooked }
    }
  }
}

async function saveMute(tx: Tx, leadId: LeadId, isMuted: boolean, nowMs: number): Promise<void> {
  const change = { is_muted: isMuted ? 1 : 0, updated_at: nowMs }
  await tx
    .insertInto('cockpit_leads')
    .values({ lead_id: leadId, ...change })
    .onConflict(conflict => conflict.column('lead_id').doUpdateSet(change))
    .execute()
}
