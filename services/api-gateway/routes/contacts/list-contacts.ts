import { z } from 'zod'
import { listContacts as listStoredContacts } from '#capabilities/conversations'
import { indexMessages } from '#shared/database'
import { cutPage, pageOf, pageQueryOf } from '../../http/fields/paging.ts'
import { plainJson } from '../../http/fields/plain-json.ts'
import { searchParam } from '../../http/fields/search-param.ts'
import { textField } from '../../http/fields/text-field.ts'
import { problemResponses } from '../../http/problem.ts'
import type { RegisterRoute } from '../../route-context.ts'
import { contactBody, toContactBody } from './contact-body.ts'

const query = z.object({
  ...pageQueryOf(['number', 'number']),
  q: searchParam,
  channel: textField(50).optional().describe('telegram or webchat.'),
  user_id: z.coerce
    .number()
    .int()
    .min(Number.MIN_SAFE_INTEGER)
    .max(Number.MAX_SAFE_INTEGER)
    .optional()
    .describe('The id on the channel, such as that of Telegram.'),
})

export const listContacts: RegisterRoute = (app, { database }) => {
  app.route({
    method: 'GET',
    url: '/api/v1/contacts',
    config: { access: 'viewer' },
    serializerCompiler: plainJson,
    schema: {
      tags: ['contacts'],
      summary: 'People, those who came last first',
      querystring: query,
      response: { 200: pageOf(contactBody), ...problemResponses({ 422: 'A parameter is not valid.' }) },
    },
    handler: async request => {
      const { cursor, limit, q, channel, user_id: userId } = request.query
      if (q !== undefined) await indexMessages(database)
      const after = cursor === null ? null : { createdAt: cursor[0], id: cursor[1] }
      const contacts = await listStoredContacts(database, { text: q, channel, userId, after, limit: limit + 1 })
      const { rows, nextCursor } = cutPage(contacts, limit, contact => [contact.createdAt, contact.id])
      return { items: rows.map(toContactBody), next_cursor: nextCursor }
    },
  })
}
