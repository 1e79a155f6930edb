import { z } from 'zod'
import type { LeadFilter, LeadSort } from '#capabilities/sales'
import { instantField } from '../../http/fields/instants.ts'
import { pageQueryOf } from '../../http/fields/paging.ts'
import { searchParam } from '../../http/fields/search-param.ts'
import { textField } from '../../http/fields/text-field.ts'

const sorts = { '-created_at': 'createdAt', '-updated_at': 'updatedAt', '-fit_score': 'fitScore' } as const
type SortName = keyof typeof sorts

const word = textField(100).optional()
const instant = z
  .union([instantField, z.iso.date()])
  .transform(text => Date.parse(text))
  .optional()
const flag = z.enum(['true', 'false']).transform(text => text === 'true')

/** Which leads, and in which order: spread into `schema.querystring`. */
export const leadChoice = {
  sort: z
    .enum(Object.keys(sorts) as [SortName, ...SortName[]])
    .default('-created_at')
    .describe('The greatest first.'),
  q: searchParam,
  status: word.describe('Leads of this status only, such as `new` or `qualified`.'),
  stage: word.describe('Leads that stand in this stage of the playbook only.'),
  source: word.describe(
    'Leads that came from here only: what their link said after `?start=`, or what was noted by hand.',
  ),
  intent: word.describe('Leads of this intent only, as it was read from what they wrote last.'),
  language: word.describe('Leads who speak this language only, as in `ru`.'),
  min_fit_score: z.coerce.number().int().min(0).max(100).optional().describe('This score or more, 0 to 100.'),
  created_after: instant.describe('At this instant or later: ISO 8601 with a zone, or a day in UTC.'),
  created_before: instant.describe('Before this instant.'),
  has_meeting: flag.optional().describe('Whether a meeting stands in the calendar, ahead or past.'),
  deleted: flag.default(false).describe('`true`: only leads that were put away.'),
}

export const leadQuery = z
  .object({
    // The sorting goes into the cursor: it would point to nowhere in a list that is sorted otherwise.
    ...pageQueryOf(['string', 'number', 'number']),
    ...leadChoice,
  })
  .refine(({ cursor, sort }) => cursor === null || cursor[0] === sort, {
    path: ['cursor'],
    message: 'is a cursor of another sorting',
  })

const choice = z.object(leadChoice)
type Query = z.infer<typeof choice>

export function toLeadSort({ sort }: Pick<Query, 'sort'>): LeadSort {
  return sorts[sort]
}

export function toLeadFilter(query: Query): LeadFilter {
  const { status, stage, source, intent, language } = query
  return {
    ...{ status, stage, source, intent, language },
    minFitScore: query.min_fit_score,
    createdFrom: query.created_after,
    createdBefore: query.created_before,
    hasMeeting: query.has_meeting,
    text: query.q,
    isDeleted: query.deleted,
  }
}
