import type { Batch, Counting } from './batch.ts'
import type { Counter } from './counter.ts'
import { countConversationEvent } from './rules/conversation-rules.ts'
import { countLeadEvent } from './rules/lead-rules.ts'

/**
 * Adds a batch to the counter and to its tallies, event by event in the order of their rows. What an event comes to depends on the
 * events before it and on rows that never change, not on when or in which batch it is counted: so counting anew gives the same.
 */
export function countEvents(batch: Batch, counter: Counter): void {
  for (const event of batch.events) {
    const { conversationId, payload } = event
    const conversation = conversationId === null ? null : (batch.conversations.get(conversationId) ?? null)
    const lead = payload.leadId === undefined ? null : (batch.leads.get(payload.leadId) ?? null)
    const counting: Counting = { event, conversation, lead, batch, counter }
    for (const tally of [conversation, lead]) if (tally !== null) tally.lastAt = Math.max(tally.lastAt, event.at)
    countConversationEvent(counting)
    countLeadEvent(counting)
  }
}
