import type { ShownTime } from '#capabilities/channels'
import type { ReplyText } from '../decision.ts'
import { formatStart } from '../talk/format-time.ts'
import type { Plan, PlanInput } from './plan.ts'

/** Says of each text of a plan which instants it names, so that a channel can show them in the zone of whoever reads. Pure. */
export function nameTimes(input: PlanInput, plan: Plan): Plan {
  const { timeZone, understanding } = input
  const known = listInstants(input, plan).map(at => ({ words: formatStart(at, timeZone, understanding.language), at }))
  return known.length === 0 ? plan : { ...plan, says: plan.says.map(say => withTimes(say, known)) }
}

/** All that a line of code may have written out: what is offered, held or booked, and what was asked about. */
function listInstants({ facts: { meetings, state } }: PlanInput, plan: Plan): readonly number[] {
  const pending = [state.pending, plan.state.pending].flatMap(question =>
    question?.kind === 'booking' ? [question.startsAt] : [],
  )
  return [...new Set([...plan.openings, ...meetings.map(({ startsAt }) => startsAt), ...pending])]
}

function withTimes(say: ReplyText, known: readonly ShownTime[]): ReplyText {
  const times = known.filter(({ words }) => say.markdown.includes(words))
  return times.length === 0 ? say : { ...say, times }
}
