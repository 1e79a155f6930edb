import { cancelFollowUps, nextFollowUp, planFollowUp } from '#capabilities/sales'
import type { Tx } from '#shared/database'
import type { FinishedReply } from './finished-reply.ts'
import type { PlaybookOf } from './playbook-of.ts'
import { moveToWakingHours } from './waking-hours.ts'

/**
 * Every answer of the client takes back what was planned, and our answer plans anew: so at most one is pending, and its date is
 * reckoned from the last word. None after a hand-off, an opt-out, a refusal, or while a meeting is booked.
 */
export async function planFollowUps(
  tx: Tx,
  replies: readonly FinishedReply[],
  rules: { readonly playbook: PlaybookOf; readonly timeZone: string; readonly nowMs: number },
): Promise<void> {
  const led = replies.flatMap(({ facts }) => (facts.lead === null ? [] : [facts.lead.id]))
  await cancelFollowUps(tx, led, 'client.answered', rules.nowMs)
  for (const reply of replies) {
    const { progress } = reply.decision
    const move = reply.instead === null ? progress?.move : progress?.moveInstead
    if (progress === null || move == null || isOver(reply)) continue
    const { stage } = move
    const { accountId, conversationId } = reply.facts.turn
    const next = nextFollowUp(rules.playbook(accountId).followUps, { stage, sent: 0, lastMessageAt: rules.nowMs })
    if (next === null) continue
    const dueAt = moveToWakingHours(next.dueAt, reply.facts.user.timeZone ?? rules.timeZone)
    const { leadId } = progress
    await planFollowUp(tx, { leadId, conversationId, number: next.number, stage, dueAt }, rules.nowMs)
  }
}

function isOver({ decision, facts, instead }: FinishedReply): boolean {
  const kinds = decision.actions.map(({ kind }) => kind)
  if (kinds.includes('call-human') || kinds.includes('opt-out')) return true
  if (kinds.includes('confirm-meeting') && instead === null) return true
  return facts.meetings.some(({ status }) => status === 'scheduled') && !kinds.includes('cancel-meeting')
}
