import { writeDigest } from '../talk/write-digest.ts'
import type { PlanInput, PlanRule } from './plan.ts'
import { line, startPlan } from './start-plan.ts'

/** Hands over when the client wants a human, is angry, or the AI has talked long enough; says so truthfully. */
export const callHuman: PlanRule = input => {
  const reason = findReason(input)
  return reason === null ? null : planHandoff(input, reason)
}

function findReason({ facts, understanding, playbook }: PlanInput): string | null {
  const { signals } = understanding.reading
  const { handoff } = playbook
  if (signals.has('wants-human')) return 'client.asked'
  if (signals.has('angry') && handoff.onAnger) return 'client.angry'
  const offTopic = understanding.isOffTopic ? facts.state.offTopicInARow + 1 : 0
  if (handoff.offTopicInARow !== null && offTopic >= handoff.offTopicInARow) return 'client.off_topic'
  return facts.state.aiTurns >= handoff.maxTurns ? 'turns.cap' : null
}

/** The reply and the action of a hand-off. */
export function planHandoff(input: PlanInput, reason: string) {
  const { facts, playbook, understanding } = input
  const digest = writeDigest({ facts, playbook, reason, slots: understanding.slots, text: understanding.text })
  const called = line(input, 'human_called')
  return startPlan(input, `handoff.${reason}`, {
    says: [{ markdown: reason === 'client.angry' ? `${line(input, 'apology')} ${called}` : called }],
    actions: [{ kind: 'call-human', reason, digest }],
    // When the AI gets the chat back it begins anew, or it would hand over at once again.
    state: { unansweredInARow: 0, offTopicInARow: 0, aiTurns: 0 },
  })
}
