import { cancelFollowUps, type FollowUpPlan, nextFollowUp, scheduleFollowUps } from '#capabilities/sales'
import type { Tx } from '#shared/database'
import type { PlaybookOf } from '../playbook-of.ts'
import { moveToWakingHours } from '../waking-hours.ts'
import type { FinishedReply } from './finished-reply.ts'

/**
 * Every answer of the client takes back what was planned, and our answer plans anew: so at most one is pending, and its date is
 * reckoned from the last word. None after a hand-off, an opt-out, a refusal, or while a meeting is booked.
 */
export async function planFollowUps(tx: Tx, replies: readonly FinishedReply[], rules: FollowUpRules): Promise<void> {
  const plans = replies.flatMap(reply => planNext(reply, rules))
  const led = replies.flatMap(({ facts }) => (facts.lead === null ? [] : [facts.lead.id]))
  const planned = new Set(plans.map(({ leadId }) => leadId))
  // A new plan takes the place of the old one: only where there is none has the old one to be taken back.
  const over = led.filter(id => !planned.has(id))
  await cancelFollowUps(tx, over, 'client.answered', rules.nowMs)
  await scheduleFollowUps(tx, plans, rules.nowMs)
}

interface FollowUpRules {
  readonly playbook: PlaybookOf
  readonly timeZone: string
  readonly nowMs: number
}

function planNext(reply: FinishedReply, { playbook, timeZone, nowMs }: FollowUpRules): readonly FollowUpPlan[] {
  const { progress } = reply.decision
  const move = reply.instead === null ? progress?.move : progress?.moveInstead
  if (progress === null || move == null || isOver(reply)) return []
  const { stage } = move
  const { accountId, conversationId } = reply.facts.turn
  const next = nextFollowUp(playbook(accountId).followUps, { stage, sent: 0, lastMessageAt: nowMs })
  if (next === null) return []
  const dueAt = moveToWakingHours(next.dueAt, reply.facts.user.timeZone ?? timeZone)
  return [{ leadId: progress.leadId, conversationId, number: next.number, stage, dueAt }]
}

function isOver({ decision, facts, instead }: FinishedReply): boolean {
  const kinds = decision.actions.map(({ kind }) => kind)
  if (kinds.includes('call-human') || kinds.includes('opt-out')) return true
  if (kinds.includes('confirm-meeting') && instead === null) return true
  return facts.meetings.some(({ status }) => status === 'scheduled') && !kinds.includes('cancel-meeting')
}
