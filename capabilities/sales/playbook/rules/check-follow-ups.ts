import type { ParsedFolder } from '../files/parse-files.ts'
import { type Complaint, findRepeated } from './rule-fault.ts'

/** Each follow-up comes later than the one before it, and names each stage once. */
export function checkFollowUps(followUps: NonNullable<ParsedFolder['followUps']>['value']): readonly Complaint[] {
  return followUps.flatMap(({ after_hours: hours, stages }, index) => {
    const before = followUps[index - 1]?.after_hours ?? 0
    const twins = findRepeated(stages).map(place => ({
      path: [index, 'stages', place],
      found: `${stages[place] ?? ''} a second time`,
      allowed: 'each stage once',
      cure: 'Remove it.',
    }))
    if (hours > before) return twins
    const cure = 'Put the follow-ups in the order of their hours.'
    return [
      { path: [index, 'after_hours'], found: `${hours} after ${before}`, allowed: `more than ${before}`, cure },
      ...twins,
    ]
  })
}
