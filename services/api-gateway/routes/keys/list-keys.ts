import { z } from 'zod'
import { listKeys as listApiKeys } from '#capabilities/access'
import { cutPage, pageOf, pageQueryOf } from '../../http/fields/paging.ts'
import { problemResponses } from '../../http/problem.ts'
import type { RegisterRoute } from '../../route-context.ts'
import { keyBody, toKeyBody } from './key-body.ts'

export const listKeys: RegisterRoute = (app, { database }) => {
  app.route({
    method: 'GET',
    url: '/api/v1/keys',
    config: { access: 'admin' },
    schema: {
      tags: ['keys'],
      summary: 'Keys, the newest first',
      description: 'Expired and revoked ones too. The keys themselves are not kept, only hashes of them.',
      querystring: z.object(pageQueryOf(['number'])),
      response: { 200: pageOf(keyBody), ...problemResponses({ 422: 'A parameter is not valid.' }) },
    },
    handler: async request => {
      const { cursor, limit } = request.query
      const keys = await listApiKeys(database.db, { limit: limit + 1, beforeId: cursor?.[0] ?? null })
      const { rows, nextCursor } = cutPage(keys, limit, key => [key.id])
      return { items: rows.map(toKeyBody), next_cursor: nextCursor }
    },
  })
}
