import { createHash } from 'node:crypto'
import type { DraftId, LeadId, Tx } from '#shared/database'
import { enqueueParts } from '../../outbox.ts'
import { readHeldContent } from '../drafts/held-content.ts'
import { modeAt } from '../drafts/is-held.ts'
import { isOutdated } from '../drafts/settle-draft.ts'
import { buildLeadCard, type CardView } from './build-card.ts'
import { buildDraftCard } from './build-draft-card.ts'
import type { CardDeps } from './card-deps.ts'
import { type Card, changeCard, listDueCards, takeCard } from './card-rows.ts'
import { findPlace, findSent, forgetTopic, type Place, type SentPart } from './find-place.ts'
import { followEvents } from './follow-events.ts'
import { type CardFacts, findConversationOfLead, readCardFacts } from './read-card-facts.ts'

const atOnce = 20

/**
 * Shows the business what has happened with its leads: a new card, or the old one changed in place. Each state of a card is
 * queued once, however many workers run this.
 */
export async function writeCards(deps: CardDeps): Promise<'again' | 'done'> {
  if (deps.crew.ownerId === null) return 'done'
  const isMore = await followEvents(deps)
  const due = await listDueCards(deps.database.db, deps.clock.now(), atOnce)
  for (const card of due) await writeCard(deps, card)
  return isMore || due.length === atOnce ? 'again' : 'done'
}

async function writeCard(deps: CardDeps, due: Card): Promise<void> {
  const nowMs = deps.clock.now()
  const accountId = await deps.database.transaction(async tx => {
    const card = await takeCard(tx, due)
    return card === null ? null : showCard(tx, deps, card, nowMs)
  })
  if (accountId !== null) deps.queue.wake('outbox', String(accountId))
}

/** Null when nothing is to be sent. */
async function showCard(tx: Tx, deps: CardDeps, card: Card, nowMs: number): Promise<Place['accountId'] | null> {
  const facts = await readFacts(tx, card, nowMs)
  if (facts === null) return null
  const shown = card.first_key === null ? null : await findSent(tx, card.first_key)
  const isFirstLost = shown !== null && isTopicGone(shown) && facts.lead !== null
  if (isFirstLost && facts.lead !== null) await forgetTopic(tx, facts.lead.id, nowMs)
  if (card.first_key !== null && !isFirstLost) return changeShown(tx, deps, { card, shown, facts }, nowMs)
  if (!isWorthShowing(card, facts)) return null
  const subject = { leadId: facts.lead?.id ?? null, name: facts.name, conversationId: facts.conversationId }
  const place = await findPlace(tx, deps.crew, subject, nowMs)
  if (place === 'nowhere') return null
  if (place === 'later') return lookAgain(tx, card, nowMs)
  // Where it has just failed for good it is not tried again.
  if (place.conversationId === card.place_id) return null
  return queue(tx, deps, { card, facts, place, edits: null }, nowMs)
}

/** A lead may have another conversation by now than the one it began in. */
async function readFacts(tx: Tx, card: Card, nowMs: number): Promise<CardFacts | null> {
  const ofLead = card.kind === 'draft' ? null : await findConversationOfLead(tx, card.subject_id as LeadId)
  return readCardFacts(tx, ofLead ?? card.conversation_id, nowMs)
}

function isTopicGone({ state, errorCode }: SentPart): boolean {
  return state === 'failed' && topicCodes.includes(errorCode ?? '')
}

const topicCodes = [
  'topic_not_found',
  'topic_closed',
  'bot_kicked',
  'bot_not_member',
  'no_write_rights',
  'chat_not_found',
]

/** Nobody is called to a client whom they have muted or put away; a card that is there is still kept true. */
function isWorthShowing({ kind }: Card, { isMuted, isDropped }: CardFacts): boolean {
  return kind === 'draft' || !(isMuted || isDropped)
}

interface Shown {
  readonly card: Card
  readonly shown: SentPart | null
  readonly facts: CardFacts
}

/** One change at a time: what changes meanwhile is in the next one. */
async function changeShown(tx: Tx, deps: CardDeps, { card, shown, facts }: Shown, nowMs: number) {
  const latest = card.last_key === null ? null : await findSent(tx, card.last_key)
  if (latest !== null && (latest.state === 'queued' || latest.state === 'sending')) return lookAgain(tx, card, nowMs)
  // Without an id there is nothing to change, and a second card would say everything twice.
  if (shown?.externalId == null || card.place_id === null || latest?.state === 'failed') return null
  const place = await findPlaceOf(tx, card.place_id)
  return place === null ? null : queue(tx, deps, { card, facts, place, edits: shown.externalId }, nowMs)
}

async function findPlaceOf(tx: Tx, conversationId: Place['conversationId']): Promise<Place | null> {
  const row = await tx
    .selectFrom('conversations as c')
    .innerJoin('accounts as a', 'a.id', 'c.account_id')
    .select(['c.account_id as accountId', 'a.channel', 'c.language'])
    .where('c.id', '=', conversationId)
    .executeTakeFirst()
  return row === undefined ? null : { ...row, conversationId }
}

interface Showing {
  readonly card: Card
  readonly facts: CardFacts
  readonly place: Place
  /** The message whose place it takes; null: it is new. */
  readonly edits: string | null
}

const lookAgainMs = 1000

async function lookAgain(tx: Tx, card: Card, nowMs: number): Promise<null> {
  await changeCard(tx, card.id, { due_at: nowMs + lookAgainMs }, nowMs)
  return null
}

async function queue(tx: Tx, deps: CardDeps, { card, facts, place, edits }: Showing, nowMs: number) {
  const view = await buildView(tx, deps, { card, facts, place, edits }, nowMs)
  const hash = createHash('sha256').update(JSON.stringify(view)).digest('hex')
  if (view === null || (edits !== null && hash === card.shown_hash)) return null
  const [part] = deps.render(place.channel, view.markdown, view.buttons.length > 0 ? { buttons: view.buttons } : {})
  if (part === undefined) return null
  const keyPrefix = `card:${card.id}:${card.revision}`
  const { conversationId, accountId } = place
  const messageId = facts.lastWords?.id ?? null
  const parts = [edits === null ? part : { ...part, editsMessageId: edits }]
  await enqueueParts(tx, [{ keyPrefix, accountId, conversationId, turnId: null, messageId, parts }], nowMs)
  const key = `${keyPrefix}:0`
  const first = edits === null ? { first_key: key, place_id: conversationId, due_at: nowMs + lookAgainMs } : {}
  const change = { ...first, last_key: key, shown_hash: hash, revision: card.revision + 1 }
  await changeCard(tx, card.id, change, nowMs)
  return accountId
}

/** Null when what it is about is gone. */
async function buildView(
  tx: Tx,
  deps: CardDeps,
  { card, facts, place }: Showing,
  nowMs: number,
): Promise<CardView | null> {
  const language = place.language ?? deps.settings.defaultLanguage
  if (card.kind === 'draft') return buildDraftView(tx, card.subject_id as DraftId, facts, language, nowMs)
  const { timeZone } = deps.settings
  const mode = modeAt(deps.answering, nowMs)
  return buildLeadCard(card.kind, facts, { playbook: deps.playbook(facts.accountId), language, timeZone, mode })
}

async function buildDraftView(tx: Tx, id: DraftId, facts: CardFacts, language: string, nowMs: number) {
  const draft = await tx.selectFrom('cockpit_drafts').selectAll().where('id', '=', id).executeTakeFirst()
  if (draft === undefined) return null
  const isStale = draft.state === 'waiting' && (await isOutdated(tx, draft))
  if (isStale) {
    const stale = { state: 'stale', settled_at: nowMs } as const
    await tx.updateTable('cockpit_drafts').set(stale).where('id', '=', id).execute()
  }
  const state = isStale ? 'stale' : draft.state
  return buildDraftCard({ id, state, content: readHeldContent(draft.content) }, facts, language)
}
