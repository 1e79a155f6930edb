import { createAnalytics } from '#capabilities/analytics'
import type { Meeting } from '#capabilities/calendar'
import { stages } from '#capabilities/sales'
import { type AnswerRules, type Cockpit, type CockpitDeps, type Crew, createCockpit, type MeetingDesk } from '#flow'

/** How the business works in Telegram in a test; default: the owner alone, whose assistant answers by itself. */
export interface FlowCockpitOptions {
  readonly operatorIds?: readonly number[]
  readonly groupChatId?: string
  readonly mode?: 'auto' | 'draft'
  readonly draftHours?: string
  /** Default: there is no set-up. */
  readonly setup?: CockpitDeps['setup']
}

export interface FlowCockpit extends Cockpit {
  readonly crew: Crew
  readonly answering: AnswerRules
}

type Parts = Pick<CockpitDeps, 'clock' | 'database' | 'findOpenings' | 'limits' | 'playbook' | 'timeZone'> & {
  readonly ownerId: number
  readonly render: MeetingDesk['render']
  readonly writeInvitation: (meeting: Meeting, language: string, isCancelled: boolean) => string
}

/** The cockpit beside the rest of a flow harness. */
export function createFlowCockpit(
  { ownerId, render, writeInvitation, ...parts }: Parts,
  options: FlowCockpitOptions = {},
): FlowCockpit {
  const { clock, database, playbook, timeZone } = parts
  const { operatorIds = [], groupChatId = null, mode = 'auto', draftHours = null } = options
  const crew = { ownerId, operatorIds, groupChatId }
  const answering = { mode, draftHours, timeZone }
  const prices = { currency: 'USD', perMillionPromptTokens: null, perMillionCompletionTokens: null }
  const analytics = createAnalytics({ database, clock, settings: { timeZone, stages, prices, language: 'ru' } })
  const calendar = { name: 'internal', holdMs: 15 * 60_000, reminderHours: [24, 1], minutes: null } as const
  const meetings = { playbook, calendar, render, writeInvitation, timeZone, defaultLanguage: 'ru' }
  const setup = options.setup ?? { isOffered: false, write: () => ({ kind: 'not-writable', code: 'no_set_up' }) }
  return { crew, answering, ...createCockpit({ ...parts, crew, answering, analytics, meetings, setup }) }
}
