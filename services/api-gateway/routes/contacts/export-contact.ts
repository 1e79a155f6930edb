import { Readable } from 'node:stream'
import { z } from 'zod'
import { exportContact as exportStoredContact } from '#flow'
import { problemResponses, sendProblem } from '../../http/problem.ts'
import type { RegisterRoute } from '../../route-context.ts'
import { contactParams, noSuchContact } from './contact-body.ts'

const exported = z
  .looseObject({
    format: z.literal('telegram-ai-platform.contact'),
    version: z.literal(1),
    exported_at: z.iso.datetime(),
  })
  .describe('And a list of rows for each table, in the columns of the database, instants in ISO 8601.')

export const exportContact: RegisterRoute = (app, { clock, database }) => {
  app.route({
    method: 'GET',
    url: '/api/v1/contacts/:id/export',
    config: { access: 'admin' },
    schema: {
      tags: ['contacts'],
      summary: 'All that is held of a person, as one file',
      params: contactParams,
      response: { 200: exported, ...problemResponses({ 404: 'Nobody has this id.', 422: 'The id is not valid.' }) },
    },
    handler: async (request, reply) => {
      const { id } = request.params
      const pieces = await exportStoredContact(database.db, id, clock.now())
      if (pieces === null) return sendProblem(reply, noSuchContact)
      reply
        .header('content-disposition', `attachment; filename="contact-${id}.json"`)
        .header('cache-control', 'private, no-store')
      // A stream is sent as it is, piece by piece, as fast as the other side reads.
      return reply.type('application/json; charset=utf-8').send(Readable.from(pieces) as never)
    },
  })
}
