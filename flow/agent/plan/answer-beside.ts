import { answerPoints } from '../script/answer-points.ts'
import type { Plan, PlanInput } from './plan.ts'

/**
 * «Можно завтра в 15? И есть ли парковка?»: whoever asks something beside a meeting that code alone answers is told that too, out of
 * the documents; what they do not hold is asked of the owner.
 */
export async function answerBeside(input: PlanInput, plan: Plan): Promise<Plan> {
  if (plan.talk !== null || !plan.reason.startsWith('meeting.')) return plan
  const points = await input.findPointsBeside()
  const { texts, open } = answerPoints(points, input)
  if (texts.length === 0) return plan
  const messageId = input.facts.turn.unanswered.at(-1)?.id ?? null
  const raised = open.map(question => ({ kind: 'raise-question' as const, question, messageId }))
  const said = { markdown: texts.join('\n\n') }
  const [first, ...rest] = plan.says
  // What is to be pressed stands last; that a meeting is booked, first.
  const isChoosing = plan.says.some(({ buttons }) => buttons !== undefined)
  return {
    ...plan,
    says: first === undefined || isChoosing ? [said, ...plan.says] : [first, said, ...rest],
    actions: [...plan.actions, ...raised],
  }
}
