import { type ExpressionBuilder, sql } from 'kysely'
import { type Database, matchSearch, type Tables } from '#shared/database'
import { type Lead, leadColumns, toLead } from './lead.ts'

/** What leads are sorted by, the greatest first; equal ones by id, the newest first. */
export const leadSorts = { createdAt: 'created_at', updatedAt: 'updated_at', fitScore: 'fit_score' } as const
export type LeadSort = keyof typeof leadSorts

/** Absent or null: not asked for. */
export interface LeadFilter {
  readonly status?: string | undefined
  readonly stage?: string | undefined
  readonly source?: string | undefined
  readonly intent?: string | undefined
  readonly language?: string | undefined
  readonly minFitScore?: number | undefined
  /** Created at this instant or later. */
  readonly createdFrom?: number | undefined
  /** Created before this instant. */
  readonly createdBefore?: number | undefined
  /** Whether a meeting stands in the calendar, ahead or past. */
  readonly hasMeeting?: boolean | undefined
  /** Words of the name, the contact or what was said; see `matchSearch`. */
  readonly text?: string | undefined
  /** True: only what was put away; false: only what was not. */
  readonly isDeleted: boolean
}

export interface LeadQuery {
  readonly filter: LeadFilter
  readonly sort: LeadSort
  /** The last lead that was shown; null for the first page. */
  readonly after: { readonly value: number; readonly id: number } | null
  readonly limit: number
}

/** A page of leads by key, never by offset: each page costs what the first one does, and what comes meanwhile shifts nothing. */
export async function listLeads(
  { db, engine }: Database,
  { filter, sort, after, limit }: LeadQuery,
): Promise<readonly Lead[]> {
  const { text } = filter
  const column = sql.ref<number>(`leads.${leadSorts[sort]}`)
  // With the plus no index fits the order: what was found is sorted, instead of all leads being asked whether they were found.
  const key = text === undefined ? column : sql<number>`+${column}`
  const id = sql.ref<number>('leads.id')
  const rows = await db
    .selectFrom('leads')
    .select(leadColumns)
    .where(eb => eb.and(conditionsOf(eb, filter)))
    .$if(text !== undefined, query => query.where('leads.id', 'in', matchSearch('leads', text ?? '', engine) as never))
    .$if(after !== null, query => query.where(sql<boolean>`(${key}, ${id}) < (${after?.value}, ${after?.id})`))
    .orderBy(key, 'desc')
    .orderBy(id, 'desc')
    .limit(limit)
    .execute()
  return rows.map(toLead)
}

function conditionsOf(eb: ExpressionBuilder<Tables, 'leads'>, filter: LeadFilter) {
  const { status, stage, source, intent, language, minFitScore, createdFrom, createdBefore, hasMeeting } = filter
  return [
    eb('leads.deleted_at', filter.isDeleted ? 'is not' : 'is', null),
    ...(status === undefined ? [] : [eb('leads.status', '=', status)]),
    ...(stage === undefined ? [] : [eb('leads.stage', '=', stage)]),
    ...(source === undefined ? [] : [eb('leads.source', '=', source)]),
    ...(intent === undefined ? [] : [eb('leads.intent', '=', intent)]),
    ...(language === undefined ? [] : [eb('leads.language', '=', language)]),
    ...(minFitScore === undefined ? [] : [eb('leads.fit_score', '>=', minFitScore)]),
    ...(createdFrom === undefined ? [] : [eb('leads.created_at', '>=', createdFrom)]),
    ...(createdBefore === undefined ? [] : [eb('leads.created_at', '<', createdBefore)]),
    ...(hasMeeting === undefined ? [] : [hasMeeting ? eb.exists(meetingsOf(eb)) : eb.not(eb.exists(meetingsOf(eb)))]),
  ]
}

function meetingsOf(eb: ExpressionBuilder<Tables, 'leads'>) {
  return eb
    .selectFrom('meetings')
    .select('meetings.id')
    .whereRef('meetings.lead_id', '=', 'leads.id')
    .where('meetings.status', 'in', ['held', 'scheduled', 'completed'])
}
