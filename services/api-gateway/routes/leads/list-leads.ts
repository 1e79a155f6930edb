import { listLeads as listStoredLeads } from '#capabilities/sales'
import { indexMessages } from '#shared/database'
import { cutPage, pageOf } from '../../http/fields/paging.ts'
import { plainJson } from '../../http/fields/plain-json.ts'
import { problemResponses } from '../../http/problem.ts'
import type { RegisterRoute } from '../../route-context.ts'
import { leadBody, toLeadBody } from './body/lead-body.ts'
import { leadQuery, toLeadFilter, toLeadSort } from './lead-query.ts'

export const listLeads: RegisterRoute = (app, { database }) => {
  app.route({
    method: 'GET',
    url: '/api/v1/leads',
    config: { access: 'viewer' },
    serializerCompiler: plainJson,
    schema: {
      tags: ['leads'],
      summary: 'Leads, the newest first',
      description:
        'Each page costs what the first one does, and leads that come meanwhile shift nothing. All filters must hold.',
      querystring: leadQuery,
      response: { 200: pageOf(leadBody), ...problemResponses({ 422: 'A parameter is not valid.' }) },
    },
    handler: async request => {
      const { cursor, limit, q, sort } = request.query
      if (q !== undefined) await indexMessages(database)
      const by = toLeadSort(request.query)
      const after = cursor === null ? null : { value: cursor[1], id: cursor[2] }
      const leads = await listStoredLeads(database, {
        filter: toLeadFilter(request.query),
        sort: by,
        after,
        limit: limit + 1,
      })
      const { rows, nextCursor } = cutPage(leads, limit, lead => [sort, lead[by], lead.id])
      return { items: rows.map(toLeadBody), next_cursor: nextCursor }
    },
  })
}
