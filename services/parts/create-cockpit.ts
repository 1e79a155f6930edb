import type { CrewMember } from '#capabilities/channels'
import { writePlaybook } from '#capabilities/sales'
import {
  type AnswerRules,
  type Cockpit,
  type Crew,
  createCockpit as createFlowCockpit,
  readCrew,
  toAnswerRules,
  toCrew,
  toInboundLimits,
  toStrangerBudget,
} from '#flow'
import type { App } from '../app.ts'
import type { Settings } from '../settings.ts'

/** The playbook that ships for whoever has none of their own: the only one that is set up in the chat. */
const shippedPlaybook = 'general'

/** The cockpit of this process, as the settings want it. */
export function createCockpit(app: App): Cockpit {
  const { settings, clock } = app
  const { ai_server: server, business } = settings
  const timeZone = server.timezone
  const { rules: calendar, writeInvitation, findOpenings } = app.bookings
  const place = { folder: app.playbooksFolder, name: business.playbook }
  return createFlowCockpit({
    ...app,
    crew: crewOf(settings),
    answering: answerRulesOf(settings),
    findOpenings,
    limits: toInboundLimits(settings.rate_limiting),
    strangerBudget: toStrangerBudget(settings.rate_limiting),
    timeZone,
    meetings: { ...app, calendar, writeInvitation, timeZone, defaultLanguage: business.language },
    setup: {
      isOffered: business.playbook === shippedPlaybook,
      write: change => writePlaybook(place, change, stampOf(clock.now())),
    },
  })
}

export function crewOf({ owner, telegram }: Settings): Crew {
  return toCrew(owner, telegram.owner_id)
}

/** Each person of the business once, as they are now. The owner may set the business up where that is done in the chat. */
export async function listCrew({ database, settings }: App): Promise<readonly CrewMember[]> {
  const { ownerId, operatorIds } = await readCrew(database.db, crewOf(settings))
  const ids = new Set([...(ownerId === null ? [] : [ownerId]), ...operatorIds])
  const isSetupOffered = settings.business.playbook === shippedPlaybook
  return [...ids].map(userId => ({ userId, maySetUp: userId === ownerId && isSetupOffered }))
}

export function answerRulesOf({ owner, ai_server: server }: Settings): AnswerRules {
  return toAnswerRules(owner, server.timezone)
}

/** `2026-11-23-091500`: sorts, and may stand in a file name everywhere. */
function stampOf(instant: number): string {
  const [date = '', time = ''] = new Date(instant).toISOString().split(/[T.]/)
  return `${date}-${time.replaceAll(':', '')}`
}
