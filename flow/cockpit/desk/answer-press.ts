import type { ConversationId, DraftId, LeadId } from '#shared/database'
import {
  type ButtonWish,
  type CommandAnswer,
  type CrewOrder,
  type CrewVerb,
  formatButton,
  inLanguage,
} from '../../agent/index.ts'
import { buildLeadCard } from '../cards/build-card.ts'
import { crewButton } from '../cards/crew-buttons.ts'
import { findConversationOfLead, readCardFacts } from '../cards/read-card-facts.ts'
import { modeAt } from '../drafts/is-held.ts'
import { cockpitWords, orderWords } from '../words.ts'
import type { DeskRequest } from './cockpit-desk.ts'
import { describeStats } from './describe-stats.ts'
import { listLeadsPage, mayReachLead } from './list-leads-page.ts'

export type CrewWish = Extract<ButtonWish, { kind: 'crew' }>

/** Answers a pressed button of the cockpit. What it orders is done, and its right to order checked again, by the commit. */
export async function answerPress(request: DeskRequest, wish: CrewWish): Promise<CommandAnswer | null> {
  const { language } = request
  const { verb, subject, detail } = wish
  switch (verb) {
    case 'leads':
      return inPlace(request, await listLeadsPage(request, subject === 0 ? null : { id: subject, updatedAt: detail }))
    case 'stats':
      return inPlace(request, await describeStats(request, Math.min(Math.max(subject, 1), longestStatsDays)))
    case 'lead':
      return showLead(request, subject as LeadId)
    case 'edit':
      return { text: inLanguage(orderWords.howToEdit, language), actions: [] }
    case 'book':
      return offerTimes(request, subject as LeadId, detail)
    case 'setup':
      return null
    default:
      return order(toOrder(verb, subject, detail), orderAnswers[verb], language)
  }
}

const longestStatsDays = 366
const minuteMs = 60_000

type OrderVerb = Exclude<CrewVerb, 'leads' | 'stats' | 'lead' | 'edit' | 'book' | 'setup'>

const orderAnswers = {
  auto: orderWords.autoMode,
  draft: orderWords.draftMode,
  drop: orderWords.dropped,
  mute: orderWords.muted,
  unmute: orderWords.unmuted,
  send: orderWords.sent,
  skip: orderWords.skipped,
  time: orderWords.booked,
} as const

function toOrder(verb: OrderVerb, subject: number, detail: number): CrewOrder {
  switch (verb) {
    case 'auto':
    case 'draft':
      return { kind: 'set-mode', conversationId: subject as ConversationId, mode: verb }
    case 'drop':
      return { kind: 'drop-lead', leadId: subject as LeadId }
    case 'mute':
    case 'unmute':
      return { kind: 'mute-lead', leadId: subject as LeadId, isMuted: verb === 'mute' }
    case 'send':
      return { kind: 'send-draft', draftId: subject as DraftId }
    case 'skip':
      return { kind: 'skip-draft', draftId: subject as DraftId }
    case 'time':
      return { kind: 'book', leadId: subject as LeadId, startsAt: detail * minuteMs }
  }
}

function order(
  wanted: CrewOrder,
  words: { readonly ru: string; readonly en: string },
  language: string,
): CommandAnswer {
  return { text: inLanguage(words, language), actions: [{ kind: 'crew', order: wanted }] }
}

/** The message under which the button stood shows the answer. */
function inPlace({ message }: DeskRequest, answer: CommandAnswer): CommandAnswer {
  const { buttonMessageId } = JSON.parse(message.metadata ?? '{}') as { readonly buttonMessageId?: unknown }
  return typeof buttonMessageId === 'string' ? { ...answer, replaces: buttonMessageId } : answer
}

async function showLead(request: DeskRequest, leadId: LeadId): Promise<CommandAnswer> {
  const { desk, language } = request
  const { db } = desk.database
  const nowMs = desk.clock.now()
  const conversationId = (await mayReachLead(db, request, leadId)) ? await findConversationOfLead(db, leadId) : null
  const facts = conversationId === null ? null : await readCardFacts(db, conversationId, nowMs)
  if (facts === null) return { text: inLanguage(orderWords.gone, language), actions: [] }
  const playbook = desk.playbook(facts.accountId)
  const isHot = (facts.lead?.fitScore ?? 0) >= playbook.qualification.threshold
  const mode = modeAt(desk.answering, nowMs)
  const { markdown, buttons } = buildLeadCard(isHot ? 'hot-lead' : 'lead', facts, {
    playbook,
    language,
    timeZone: desk.timeZone,
    mode,
  })
  return { text: markdown, buttons, actions: [] }
}

const offeredAtOnce = 4

async function offerTimes(request: DeskRequest, leadId: LeadId, afterMinutes: number): Promise<CommandAnswer> {
  const { desk, language, facts } = request
  const isTheirs = await mayReachLead(desk.database.db, request, leadId)
  if (!isTheirs) return { text: inLanguage(orderWords.gone, language), actions: [] }
  const wish = { count: offeredAtOnce, accountId: facts.turn.accountId }
  const after = afterMinutes === 0 ? {} : { after: afterMinutes * minuteMs }
  const openings = (await desk.findOpenings({ ...wish, ...after })) ?? []
  const last = openings.at(-1)
  if (last === undefined) return { text: inLanguage(orderWords.noTimes, language), actions: [] }
  const times = openings.map(startsAt => [
    crewButton(formatButton(startsAt, desk.timeZone, language), 'time', leadId, startsAt / minuteMs),
  ])
  const others = crewButton(inLanguage(cockpitWords.otherTimes, language), 'book', leadId, last / minuteMs)
  return { text: inLanguage(orderWords.chooseTime, language), buttons: [...times, [others]], actions: [] }
}
