import { z } from 'zod'
import { type Case, type CaseName, caseNames } from '#capabilities/analytics'
import type { ConversationId, Db, LeadId } from '#shared/database'
import { toInstant } from '../../http/fields/instants.ts'
import { pageOf, pageQueryOf, writeCursor } from '../../http/fields/paging.ts'
import { textField } from '../../http/fields/text-field.ts'
import { problemResponses } from '../../http/problem.ts'
import type { RegisterRoute } from '../../route-context.ts'
import { periodQuery, readPeriod } from './period-query.ts'

const caseBody = z
  .object({
    at: z.iso.datetime().describe('When it happened; of leads and conversations: when they began.'),
    conversation_id: z.int().nullable().describe('Null when the person was forgotten, or nobody wrote.'),
    lead_id: z.int().nullable(),
    name: z.string().nullable().describe('Of the lead, else of the person in the chat.'),
    stage: z.string().nullable().describe('Where the lead stands now.'),
    fit_score: z.int().nullable(),
  })
  .meta({ id: 'FigureCase' })

const query = z.object({
  ...periodQuery,
  ...pageQueryOf(['number']),
  figure: z
    .enum(caseNames as [CaseName, ...CaseName[]])
    .describe('A figure of `/analytics/metrics`, or `leads_by_source`, `leads_by_stage`, `objections`, `themes`.'),
  part: textField(200)
    .optional()
    .describe('Only of this reason, stage, source, objection or theme, as the lists of the figures name it.'),
})

export const listCases: RegisterRoute = (app, { analytics, database }) => {
  app.route({
    method: 'GET',
    url: '/api/v1/analytics/cases',
    config: { access: 'viewer' },
    schema: {
      tags: ['analytics'],
      summary: 'The conversations and leads behind a figure, the newest first',
      description:
        'By the same rules as the figure counts. A page may hold few items, or none, and yet have a next one.',
      querystring: query,
      response: { 200: pageOf(caseBody), ...problemResponses({ 422: 'There is no such figure or period.' }) },
    },
    handler: async (request, reply) => {
      const { figure: name, part = null, cursor, limit, ...edges } = request.query
      const period = readPeriod(analytics, edges, reply)
      if (period === null) return reply
      await analytics.catchUp()
      const page = await analytics.listCases({ name, part, period, limit, before: cursor?.[0] ?? null })
      return {
        items: await describeCases(database.db, page.cases),
        next_cursor: page.nextBefore === null ? null : writeCursor([page.nextBefore]),
      }
    },
  })
}

interface Person {
  readonly lead_id: number | null
  readonly name: string | null
  readonly stage: string | null
  readonly fit_score: number | null
}

async function describeCases(db: Db, cases: readonly Case[]): Promise<z.infer<typeof caseBody>[]> {
  const [chats, leads] = await Promise.all([readChats(db, cases), readLeads(db, cases)])
  return cases.map(({ at, conversationId, leadId }) => {
    const chat = conversationId === null ? undefined : chats.get(conversationId)
    const person = (leadId === null ? undefined : leads.get(leadId)) ?? chat
    return {
      at: toInstant(at),
      conversation_id: chat === undefined ? null : conversationId,
      lead_id: person?.lead_id ?? null,
      name: person?.name ?? chat?.name ?? null,
      stage: person?.stage ?? null,
      fit_score: person?.fit_score ?? null,
    }
  })
}

/** People by their conversations: events that name no lead name one of these. */
async function readChats(db: Db, cases: readonly Case[]): Promise<ReadonlyMap<ConversationId, Person>> {
  const ids = cases.flatMap(({ conversationId }) => (conversationId === null ? [] : [conversationId]))
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('conversations as c')
    .leftJoin('contacts as p', 'p.id', 'c.contact_id')
    .leftJoin('leads as l', join => join.onRef('l.contact_id', '=', 'c.contact_id').on('l.deleted_at', 'is', null))
    .select(['c.id', 'l.id as lead_id', 'l.stage', 'l.fit_score'])
    .select(({ fn }) => fn.coalesce('l.name', 'p.display_name', 'p.username').as('name'))
    .where('c.id', 'in', ids)
    .execute()
  return new Map(rows.map(({ id, ...person }) => [id, person]))
}

async function readLeads(db: Db, cases: readonly Case[]): Promise<ReadonlyMap<LeadId, Person>> {
  const ids = cases.flatMap(({ leadId }) => (leadId === null ? [] : [leadId]))
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('leads')
    .select(['id', 'name', 'stage', 'fit_score'])
    .where('id', 'in', ids)
    .where('deleted_at', 'is', null)
    .execute()
  return new Map(rows.map(({ id, ...person }) => [id, { lead_id: id, ...person }]))
}
