import type { z } from 'zod'
import { listLeadMeetings } from '#capabilities/calendar'
import { findLead } from '#capabilities/sales'
import { findAccountOfLead, type PlaybookOf } from '#flow'
import type { Db, LeadId } from '#shared/database'
import type { Problem } from '../../http/problem.ts'
import { type leadDetail, toLeadDetail } from './body/lead-detail.ts'

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
  return toLeadDetail(lead, await listLeadMeetings(db, id, shownMeetings), playbook)
}

export const noSuchLead: Problem = {
  status: 404,
  code: 'lead.not_found',
  detail: 'There is no lead with this id, or it was put away.',
}
