import type { Button } from '#capabilities/channels'
import { type Lead, listLeads } from '#capabilities/sales'
import type { ConversationId, Db, LeadId } from '#shared/database'
import { truncate } from '#shared/utils'
import { asWritten, type CommandAnswer, inLanguage } from '../../agent/index.ts'
import { crewButton } from '../cards/crew-buttons.ts'
import { findConversationOfLead } from '../cards/read-card-facts.ts'
import { isCrewMember, readCrew } from '../crew.ts'
import { mayReach } from '../may-reach.ts'
import { cockpitWords, orderWords } from '../words.ts'
import type { DeskRequest } from './cockpit-desk.ts'

const pageSize = 6

/** The lead that the page before ended with. */
export interface PageMark {
  readonly id: number
  /** epoch ms */
  readonly updatedAt: number
}

/** A page of leads, those of whom there is news first; each is a button that shows its card. */
export async function listLeadsPage(request: DeskRequest, after: PageMark | null): Promise<CommandAnswer> {
  const { desk, language } = request
  const mark = after === null ? null : { value: after.updatedAt, id: after.id }
  const found = await listLeads(desk.database, {
    filter: { isDeleted: false },
    sort: 'updatedAt',
    after: mark,
    limit: pageSize + 1,
  })
  const page = found.slice(0, pageSize)
  const shown = await keepReachable(request, page)
  const last = found.length > pageSize ? page.at(-1) : undefined
  if (shown.length === 0 && last === undefined)
    return { text: inLanguage(orderWords.noLeads, language), actions: [], buttons: backRow(after, language) }
  const rows = shown.map(({ lead }) => [crewButton(nameOf(lead), 'lead', lead.id)])
  const turning = [...backRow(after, language).flat(), ...nextRow(last, language)]
  return {
    text: shown.map(({ lead, conversationId }) => describe(lead, conversationId, language)).join('\n') || '…',
    actions: [],
    buttons: turning.length === 0 ? rows : [...rows, turning],
  }
}

interface ShownLead {
  readonly lead: Lead
  readonly conversationId: ConversationId | null
}

/** Those whose chats the asker may enter, and none of the business itself. */
async function keepReachable({ desk, facts }: DeskRequest, leads: readonly Lead[]): Promise<readonly ShownLead[]> {
  const { db } = desk.database
  const crew = await readCrew(db, desk.crew)
  const shown: ShownLead[] = []
  for (const lead of leads) {
    if (isCrewMember(crew, lead.userId)) continue
    const conversationId = await findConversationOfLead(db, lead.id)
    const isHeld = conversationId !== null
    if (!isHeld || (await mayReach(db, { facts, ownerId: desk.crew.ownerId }, conversationId)))
      shown.push({ lead, conversationId })
  }
  return shown
}

/** Whether the asker may see this lead and act for it. */
export async function mayReachLead(db: Db, request: DeskRequest, leadId: LeadId): Promise<boolean> {
  const conversationId = await findConversationOfLead(db, leadId)
  if (conversationId === null) return false
  return mayReach(db, { facts: request.facts, ownerId: request.desk.crew.ownerId }, conversationId)
}

function describe(lead: Lead, conversationId: ConversationId | null, language: string): string {
  const place = conversationId === null ? '' : ` (${inLanguage(cockpitWords.conversation, language)} ${conversationId})`
  const contact = lead.contact === null ? '' : ` · ${asWritten(lead.contact)}`
  return `${lead.fitScore}/100 · **${asWritten(nameOf(lead))}**${place}${contact}`
}

const longestName = 40

function nameOf({ name, userId }: Lead): string {
  return truncate((name ?? '').trim() || `#${userId}`, longestName)
}

function nextRow(last: Lead | undefined, language: string): readonly Button[] {
  return last === undefined
    ? []
    : [crewButton(inLanguage(cockpitWords.more, language), 'leads', last.id, last.updatedAt)]
}

/** Pages go by key, so there is no page before: the way back is the beginning. */
function backRow(after: PageMark | null, language: string): readonly (readonly Button[])[] {
  return after === null ? [] : [[crewButton(inLanguage(cockpitWords.toBeginning, language), 'leads', 0)]]
}
