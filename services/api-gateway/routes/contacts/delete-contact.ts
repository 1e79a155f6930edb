import { z } from 'zod'
import { forgetContact } from '#flow'
import { problemResponses } from '../../http/problem.ts'
import { actorOf, type RegisterRoute } from '../../route-context.ts'
import { contactParams } from './contact-body.ts'

export const deleteContact: RegisterRoute = (app, context) => {
  app.route({
    method: 'DELETE',
    url: '/api/v1/contacts/:id',
    config: { access: 'admin' },
    schema: {
      tags: ['contacts'],
      summary: 'Forget a person',
      description:
        'Erases all that is held of them, in one step and for good: conversations, lead, notes, meetings (from the outside calendar ' +
        'too, soon after), consents, what the owner was told, the search index. What was queued for them is not sent. Figures that ' +
        'were counted stay. Backups and files of the owner are not touched. Safe to repeat; a person who writes again is somebody new.',
      params: contactParams,
      response: {
        204: z.null().describe('Nothing is held of them, now or before.'),
        ...problemResponses({ 422: 'The id is not valid.' }),
      },
    },
    handler: async (request, reply) => {
      const { ownerId, operatorIds } = context.business
      await forgetContact({ ...context, ownerId, operatorIds }, request.params.id, actorOf(request))
      return reply.code(204).send(null)
    },
  })
}
