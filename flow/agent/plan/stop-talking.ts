import type { PlanRule } from './plan.ts'
import { line, startPlan } from './start-plan.ts'

/** «Больше не пишите мне»: as good as /stop. */
export const stopTalking: PlanRule = input => {
  if (!input.understanding.reading.signals.has('opt-out')) return null
  const shownText = line(input, 'stopped')
  return startPlan(input, 'client.opted_out', {
    says: [{ markdown: shownText }],
    actions: [{ kind: 'opt-out', shownText }],
  })
}
