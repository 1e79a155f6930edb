import { readMeetings } from '#capabilities/calendar'
import {
  readConsents,
  readSummaries,
  readTurnContexts,
  readUserContexts,
  type TurnContext,
  unknownUser,
} from '#capabilities/conversations'
import { readLeads } from '#capabilities/sales'
import type { ConversationId, Tx } from '#shared/database'
import { emptyState, type TurnFacts } from './agent/index.ts'
import { readDialogueStates } from './dialogue-state.ts'

/** Reads all that the turns of these conversations need to know: a handful of queries, whatever their number. */
export async function readTurnFacts(
  tx: Tx,
  ids: readonly ConversationId[],
  rules: { readonly historyLimit: number; readonly nowMs: number },
): Promise<readonly TurnFacts[]> {
  if (ids.length === 0) return []
  const turns = await readTurnContexts(tx, ids, rules.historyLimit)
  const contactIds = turns.map(turn => turn.contactId)
  const leads = await readLeads(
    tx,
    turns.filter(isLed).map(turn => turn.contactId),
  )
  const leadIds = [...leads.values()].map(lead => lead.id)
  const meetings = await readMeetings(tx, leadIds, rules.nowMs)
  const states = await readDialogueStates(tx, ids)
  const consents = await readConsents(tx, contactIds)
  const users = await readUserContexts(
    tx,
    turns.map(turn => turn.userId),
  )
  const summaries = await readSummaries(tx, ids)
  return turns.map(turn => {
    const lead = isLed(turn) ? (leads.get(turn.contactId) ?? null) : null
    return {
      turn,
      lead,
      state: states.get(turn.conversationId) ?? emptyState,
      consents: consents.get(turn.contactId) ?? new Map(),
      user: users.get(turn.userId) ?? unknownUser,
      summary: summaries.get(turn.conversationId)?.text ?? null,
      meetings: lead === null ? [] : (meetings.get(lead.id) ?? []),
    }
  })
}

/** In a group nobody is led through a sale: what one says there is said before everybody. */
function isLed(turn: TurnContext): boolean {
  return turn.chatType === 'private'
}
