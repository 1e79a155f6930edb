import type { AnswerCrew, CommandAnswer, CrewRequest } from '../agent/index.ts'
import { inLanguage } from '../agent/index.ts'
import type { PerformOrder } from '../turn/perform-actions.ts'
import { answerCommand } from './desk/answer-command.ts'
import { answerPress } from './desk/answer-press.ts'
import type { CockpitDesk, DeskRequest } from './desk/cockpit-desk.ts'
import { type OrderDesk, performOrder } from './orders/perform-order.ts'
import { answerSetup } from './setup/answer-setup.ts'
import { orderWords } from './words.ts'

export interface CockpitDeps extends CockpitDesk, Omit<OrderDesk, 'playbook' | 'timeZone'> {}

/** What the business can see and order in Telegram: `answerCrew` reads and is the agent's, `performOrder` writes and is the commit's. */
export interface Cockpit {
  readonly answerCrew: AnswerCrew
  readonly performOrder: PerformOrder
}

export function createCockpit(deps: CockpitDeps): Cockpit {
  return {
    answerCrew: request => answer({ ...request, desk: deps }, deps),
    performOrder: (tx, actor, order, nowMs) => performOrder(tx, deps, { actor, order }, nowMs),
  }
}

async function answer(request: DeskRequest, deps: CockpitDeps): Promise<CommandAnswer | null> {
  const { message, wish } = request
  const settingUp = await answerSetup(request, deps.setup)
  if (settingUp !== null) return settingUp
  if (message.kind === 'button') return wish?.kind === 'crew' ? answerPress(request, wish) : null
  return message.kind === 'command' ? answerCommand(request) : answerReply(request)
}

/** A reply to a proposed answer is what is said instead of it. */
function answerReply({ facts, message, language }: CrewRequest): CommandAnswer | null {
  const draftId = facts.crew?.repliedDrafts.get(message.id)
  if (draftId === undefined) return null
  if (message.kind !== 'text') return { text: inLanguage(orderWords.onlyText, language), actions: [] }
  const order = { kind: 'edit-draft', draftId, text: message.content } as const
  return { text: inLanguage(orderWords.edited, language), actions: [{ kind: 'crew', order }] }
}
