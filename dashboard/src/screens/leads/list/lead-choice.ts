import type { GetLeadsData } from '../../../api/index.ts'
import { type Stage, stages } from '../../../sale/index.ts'

export type LeadSort = '-created_at' | '-updated_at' | '-fit_score'

/** Which leads are shown, and how: as it stands in the address, so that a link shows the same. */
export interface LeadChoice {
  readonly view: 'table' | 'board'
  readonly sort: LeadSort
  readonly q?: string
  readonly stage?: Stage
  readonly source?: string
  readonly min_fit_score?: number
  readonly has_meeting?: 'true' | 'false'
  readonly created_after?: string
  readonly created_before?: string
}

export const leadSorts: readonly LeadSort[] = ['-created_at', '-updated_at', '-fit_score']

/** What an address says; what it says wrongly is left out. Pure. */
export function parseChoice(search: Readonly<Record<string, unknown>>): LeadChoice {
  const score = Number(search.min_fit_score)
  const stage = stages.find(each => each === search.stage)
  const hasMeeting = String(search.has_meeting)
  return {
    view: search.view === 'board' ? 'board' : 'table',
    sort: leadSorts.find(each => each === search.sort) ?? '-created_at',
    ...textOf('q', search),
    ...textOf('source', search),
    ...textOf('created_after', search),
    ...textOf('created_before', search),
    ...(stage === undefined ? {} : { stage }),
    ...(Number.isInteger(score) && score > 0 && score <= 100 ? { min_fit_score: score } : {}),
    ...(hasMeeting === 'true' || hasMeeting === 'false' ? { has_meeting: hasMeeting } : {}),
  }
}

function textOf<Key extends string>(
  key: Key,
  search: Readonly<Record<string, unknown>>,
): { readonly [K in Key]?: string } {
  const value = search[key]
  if (typeof value !== 'string' && typeof value !== 'number') return {}
  // One key of its own name.
  return String(value).trim() === '' ? {} : ({ [key]: String(value) } as { readonly [K in Key]: string })
}

type Query = NonNullable<GetLeadsData['query']>

/** The same as the API asks for it. */
export function toQuery({ view: _, ...query }: LeadChoice): Query {
  return query
}

/** Whether anything is left out of the list. */
export function isNarrowed({ view: _view, sort: _sort, ...filters }: LeadChoice): boolean {
  return Object.keys(filters).length > 0
}

/** Where the file of these leads is. */
export function exportAddress(choice: LeadChoice, format: 'csv' | 'xlsx', language: string): string {
  const { view: _, ...query } = choice
  // Excel knows UTF-8 by the mark before it.
  const all = { ...query, format, ...(format === 'csv' ? { bom: 'true' } : { title_language: language }) }
  return `/api/v1/leads/export?${new URLSearchParams(Object.entries(all).map(([key, value]) => [key, String(value)]))}`
}
