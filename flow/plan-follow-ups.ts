import { cancelFollowUps, nextFollowUp, type Playbook, planFollowUp } from '#capabilities/sales'
import type { Tx } from '#shared/database'
import type { FinishedReply } from './finished-reply.ts'
import { moveToWakingHours } from './waking-hours.ts'

/**
 * Every answer of the client takes back what was planned, and our answer plans anew: so at most one is pending, and its date is
 * reckoned from the last word. None after a hand-off, an opt-out, a refusal, or while a meeting is booked.
 */
export async function planFollowUps(
  tx: Tx,
  replies: readonly FinishedReply[],
  rules: { readonly playbook: Playbook; readonly timeZone: string; readonly nowMs: number },
): Promise<void> {
  const led = replies.flatMap(reply => (reply.decision.progress === null ? [] : [reply.decision.progress.leadId]))
  await cancelFollowUps(tx, led, 'client.answered', rules.nowMs)
  for (const reply of replies) {
    const { progress } = reply.decision
    if (progress === null || progress.move === null || isOver(reply)) continue
    const { stage } = progress.move
    const next = nextFollowUp(rules.playbook.followUps, { stage, sent: 0, lastMessageAt: rules.nowMs })
    if (next === null) continue
    const dueAt = moveToWakingHours(next.dueAt, reply.facts.user.timeZone ?? rules.timeZone)
    const { leadId, conversationId } = progress
    await planFollowUp(tx, { leadId, conversationId, number: next.number, stage, dueAt }, rules.nowMs)
  }
}

function isOver({ decision, facts }: FinishedReply): boolean {
  const ends = ['call-human', 'opt-out', 'confirm-meeting', 'move-meeting']
  return (
    decision.actions.some(({ kind }) => ends.includes(kind)) ||
    facts.meetings.some(({ status }) => status === 'scheduled')
  )
}
