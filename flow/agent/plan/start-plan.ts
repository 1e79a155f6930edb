import type { LineName } from '#capabilities/sales'
import { meetingState } from '../understand-turn.ts'
import { sayLine } from '../words.ts'
import type { Plan, PlanInput } from './plan.ts'

/** A plan in which code says all: `parts` lay over what stays as it was. */
export function startPlan(input: PlanInput, reason: string, parts: Partial<Plan> = {}): Plan {
  const { facts } = input
  return {
    reason,
    says: [],
    talk: null,
    actions: [],
    state: { ...facts.state, pending: null, offered: [], asked: null },
    meeting: meetingState(facts),
    openings: [],
    wantsMeeting: false,
    ...parts,
  }
}

/** A line of the playbook in the client's language. */
export function line(input: PlanInput, name: LineName, values: Readonly<Record<string, string>> = {}): string {
  return sayLine(input.playbook, name, input.understanding.language, values)
}
