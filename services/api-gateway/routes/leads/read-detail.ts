import type { z } from 'zod'
import { listLeadMeetings } from '#capabilities/calendar'
import { findLead, type LeadRecord } from '#capabilities/sales'
import { findAccountOfLead, type PlaybookOf } from '#flow'
import type { Db, LeadId } from '#shared/database'
import type { Problem } from '../../http/problem.ts'
import { type leadDetail, type SlotWords, toLeadDetail } from './body/lead-detail.ts'

const shownMeetings = 50

/** A lead as the API shows it, put away or not; null when there is none. */
export async function readDetail(
  db: Db,
  id: LeadId,
  playbookOf: PlaybookOf,
): Promise<z.infer<typeof leadDetail> | null> {
  const lead = await findLead(db, id)
  if (lead === null) return null
  const playbook = playbookOf(await findAccountOfLead(db, id))
  const [meetings, words] = await Promise.all([listLeadMeetings(db, id, shownMeetings), readWords(db, lead)])
  return toLeadDetail(lead, { meetings, words }, playbook)
}

const shownLetters = 500

async function readWords(db: Db, { slots }: LeadRecord): Promise<SlotWords> {
  const ids = [...slots.values()].flatMap(({ messageId }) => (messageId === null ? [] : [messageId]))
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom('messages').select(['id', 'content']).where('id', 'in', ids).execute()
  return new Map(rows.map(({ id, content }) => [id, content.slice(0, shownLetters)]))
}

export const noSuchLead: Problem = {
  status: 404,
  code: 'lead.not_found',
  detail: 'There is no lead with this id, or it was put away.',
}
