import type { LineName } from '#capabilities/sales'
import type { DialogueState } from '../reading/dialogue-state.ts'
import { meetingState } from '../reading/understand-turn.ts'
import { sayLine } from '../talk/words.ts'
import type { Plan, PlanInput } from './plan.ts'

/** A plan in which code says all: `parts` lay over what stays as it was. No question stays open unless `state` says so. */
export function startPlan(
  input: PlanInput,
  reason: string,
  { state, ...parts }: Partial<Omit<Plan, 'state'>> & { readonly state?: Partial<DialogueState> } = {},
): Plan {
  const { facts, understanding } = input
  return {
    reason,
    says: [],
    talk: null,
    actions: [],
    state: { ...facts.state, refused: understanding.refused, pending: null, offered: [], asked: null, ...state },
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

/** How often each question has been asked, once `slot` is asked again. */
export function countAsked({ askedCounts }: DialogueState, slot: string): DialogueState['askedCounts'] {
  return { ...askedCounts, [slot]: (askedCounts[slot] ?? 0) + 1 }
}
