import type { LeadNote } from '#capabilities/sales'
import type { Action, LeadProgress, ReplyDecision } from '../decision.ts'
import type { Plan, PlanInput } from '../plan/index.ts'
import type { DialogueState } from '../reading/dialogue-state.ts'
import { decideMove, type UnderstandingTools } from '../reading/understand-turn.ts'

/** Turns a plan into the decision that code alone can make of it: words, actions, what was learned, what to keep in mind. */
export function finishPlan(input: PlanInput, plan: Plan, tools: UnderstandingTools): ReplyDecision {
  return {
    kind: 'reply',
    texts: plan.says,
    actions: [...plan.actions, ...learn(input)],
    language: input.understanding.language,
    reason: plan.reason,
    model: null,
    progress: findProgress(input, plan, tools),
    // After a hand-off the counts begin anew.
    state: plan.actions.some(({ kind }) => kind === 'call-human') ? plan.state : countTurn(input, plan.state),
    claims: plan.openings.map(startsAt => ({
      kind: 'time',
      claim: new Date(startsAt).toISOString(),
      source: 'calendar',
    })),
  }
}

function findProgress(
  { facts, understanding, playbook }: PlanInput,
  plan: Plan,
  tools: UnderstandingTools,
): LeadProgress | null {
  const { lead } = facts
  if (lead === null) return null
  return {
    leadId: lead.id,
    move: decideMove({ facts, ...understanding }, plan.meeting, tools),
    moveInstead: understanding.move,
    slots: understanding.changes,
    intent: understanding.intent,
    objection: understanding.reading.objection,
    fit: understanding.score,
    definitions: playbook.slots,
    notes: listNotes(plan.actions),
    language: understanding.language,
    conversationId: facts.turn.conversationId,
  }
}

/** What the sales log keeps of actions beside what follows from the stage. */
export function listNotes(actions: readonly Action[]): readonly LeadNote[] {
  return actions.flatMap(toNote)
}

function toNote(action: Action): readonly LeadNote[] {
  switch (action.kind) {
    case 'call-human':
      return [{ type: 'handoff.requested', detail: { reason: action.reason } }]
    case 'record-consent':
      return [{ type: action.granted ? 'consent.granted' : 'consent.refused', detail: { consent: action.consent } }]
    case 'hold-meeting':
      return [{ type: 'meeting.held', detail: { startsAt: action.startsAt } }]
    case 'confirm-meeting':
      return [{ type: 'meeting.scheduled', detail: { meetingId: action.meetingId } }]
    case 'move-meeting':
      return [{ type: 'meeting.rescheduled', detail: { meetingId: action.meetingId, startsAt: action.startsAt } }]
    case 'cancel-meeting':
      return [{ type: 'meeting.cancelled', detail: { meetingId: action.meetingId } }]
    default:
      return []
  }
}

function learn({ facts, understanding }: PlanInput): readonly Action[] {
  const { timeZone, objection, name } = understanding.reading
  const learned = {
    ...(timeZone === null || timeZone === facts.user.timeZone ? {} : { timeZone }),
    ...(objection === null ? {} : { objection }),
    ...(name === null || name.confidence < 0.8 || name.value === facts.user.name ? {} : { name: name.value }),
  }
  return Object.keys(learned).length === 0 ? [] : [{ kind: 'learn', ...learned }]
}

function countTurn({ facts, understanding }: PlanInput, state: DialogueState): DialogueState {
  const { objection } = understanding.reading
  const counted = objection === null ? {} : { [objection]: (state.objections[objection] ?? 0) + 1 }
  return {
    ...state,
    objections: { ...state.objections, ...counted },
    offTopicInARow: understanding.isOffTopic ? facts.state.offTopicInARow + 1 : 0,
    aiTurns: state.aiTurns + 1,
  }
}
