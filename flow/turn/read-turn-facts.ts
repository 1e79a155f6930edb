import { readMeetings } from '#capabilities/calendar'
import {
  readConsents,
  readSummaries,
  readTurnContexts,
  readUserContexts,
  type Summary,
  type TurnContext,
  unknownUser,
} from '#capabilities/conversations'
import { readLeads } from '#capabilities/sales'
import type { ConversationId, MessageId, TurnId, Tx } from '#shared/database'
import type { NewId } from '#shared/utils'
import {
  type CrewFacts,
  type DialogueState,
  emptyState,
  isDoubtfullyHeard,
  isSpent,
  type StrangerBudget,
  type TurnFacts,
} from '../agent/index.ts'
import { type Crew, readCrew } from '../cockpit/crew.ts'
import { readCrewFacts } from '../cockpit/read-crew-facts.ts'
import { readRepliedNotices } from '../owner/read-replied-notices.ts'
import { countModelUse } from './count-model-use.ts'
import { readDialogueStates } from './dialogue-state.ts'

interface HistoryRules {
  /** Answered messages that a turn sees at least. */
  readonly contextWindow: number
  /** How many more there may be before they are summarised; null: no summaries are written. */
  readonly summaryThreshold: number | null
}

interface BudgetRules {
  /** Null or absent: the model answers everybody. */
  readonly strangerBudget?: StrangerBudget | null
  /** Of the business: when its day begins. */
  readonly timeZone: string
}

/** Reads all that the turns of these conversations need to know: a handful of queries, whatever their number. */
export async function readTurnFacts(
  tx: Tx,
  ids: readonly ConversationId[],
  rules: HistoryRules & BudgetRules & { readonly nowMs: number; readonly crew: Crew; readonly newId: NewId },
): Promise<readonly TurnFacts[]> {
  if (ids.length === 0) return []
  const turns = await readTurnContexts(tx, ids, rules.contextWindow + (rules.summaryThreshold ?? 0))
  const contactIds = turns.map(turn => turn.contactId)
  const leads = await readLeads(
    tx,
    turns.filter(isLed).map(turn => turn.contactId),
  )
  const leadIds = [...leads.values()].map(lead => lead.id)
  const meetings = await readMeetings(tx, leadIds, rules.nowMs)
  const states = await readDialogueStates(tx, ids)
  const contactTexts = await readContactTexts(tx, [...states.values()])
  const consents = await readConsents(tx, contactIds)
  const users = await readUserContexts(
    tx,
    turns.map(turn => turn.userId),
  )
  const summaries = await readSummaries(tx, ids)
  const crews = await readCrews(tx, turns, await readCrew(tx, rules.crew))
  const overspent = await findOverspent(tx, turns, rules)
  const repliedNotices = await readRepliedNotices(tx, turns, crews)
  return turns.map(turn => {
    const lead = isLed(turn) ? (leads.get(turn.contactId) ?? null) : null
    const state = states.get(turn.conversationId) ?? emptyState
    const summary = summaries.get(turn.conversationId) ?? null
    return {
      // The one place where a new id becomes a turn's.
      turnId: rules.newId() as TurnId,
      turn: { ...turn, history: keepUnsummarised(turn.history, summary, rules) },
      lead,
      state,
      contactText: contactTexts.get(state.contactMessageId)?.content ?? null,
      isContactDoubtful: contactTexts.get(state.contactMessageId)?.isDoubtful ?? false,
      consents: consents.get(turn.contactId) ?? new Map(),
      user: users.get(turn.userId) ?? unknownUser,
      summary: summary?.text ?? null,
      meetings: lead === null ? [] : (meetings.get(lead.id) ?? []),
      repliedNotices,
      isBudgetSpent: overspent.has(turn.userId),
      crew: crews.get(turn.conversationId) ?? null,
    }
  })
}

async function findOverspent(
  tx: Tx,
  turns: readonly TurnContext[],
  { strangerBudget = null, ...day }: BudgetRules & { readonly nowMs: number },
): Promise<ReadonlySet<number>> {
  if (strangerBudget === null) return new Set()
  const userIds = [...new Set(turns.map(turn => turn.userId))]
  const uses = await countModelUse(tx, userIds, day)
  return new Set(userIds.filter(id => isSpent(strangerBudget, uses.get(id) ?? { answers: 0, tokens: 0 })))
}

/** Only chats of the business itself cost a query. */
async function readCrews(
  tx: Tx,
  turns: readonly TurnContext[],
  crew: Crew,
): Promise<ReadonlyMap<ConversationId, CrewFacts>> {
  const crews = new Map<ConversationId, CrewFacts>()
  for (const turn of turns) {
    const facts = await readCrewFacts(tx, turn, crew)
    if (facts !== null) crews.set(turn.conversationId, facts)
  }
  return crews
}

/** The newest messages, and before them whatever no summary holds yet: nothing is in neither. */
function keepUnsummarised(
  history: TurnContext['history'],
  summary: Summary | null,
  { contextWindow, summaryThreshold }: HistoryRules,
): TurnContext['history'] {
  const newest = history.slice(-contextWindow)
  if (summaryThreshold === null) return newest
  const unsummarised = history.filter(({ id }) => id > (summary?.cutoffMessageId ?? 0))
  return unsummarised.length > newest.length ? unsummarised : newest
}

/** Few clients have named a contact and not said yet whether we may store it. */
async function readContactTexts(
  tx: Tx,
  states: readonly DialogueState[],
): Promise<ReadonlyMap<number | null, { readonly content: string; readonly isDoubtful: boolean }>> {
  const ids = states.flatMap(({ contactMessageId: id }) => (id === null ? [] : [id as MessageId]))
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('messages')
    .select(['id', 'content', 'role', 'kind', 'message_metadata as metadata'])
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map(row => [row.id, { content: row.content, isDoubtful: isDoubtfullyHeard([row]) }]))
}

/** In a group nobody is led through a sale: what one says there is said before everybody. */
function isLed(turn: TurnContext): boolean {
  return turn.chatType === 'private'
}
