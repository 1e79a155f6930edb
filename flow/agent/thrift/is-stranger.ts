import type { Playbook } from '#capabilities/sales'
import type { TurnFacts } from '../turn-facts.ts'

/**
 * Whether nothing speaks for a person yet: no meeting is booked, they do not fit what is sold, and no human of the business has
 * written to them lately. In a group everybody is a stranger.
 */
export function isStranger({ crew, lead, meetings, turn }: TurnFacts, { qualification }: Playbook): boolean {
  if (crew !== null) return false
  if (turn.history.some(({ role }) => role === 'human')) return false
  if (meetings.some(({ status }) => status === 'scheduled')) return false
  return lead === null || lead.fitScore < qualification.threshold
}
