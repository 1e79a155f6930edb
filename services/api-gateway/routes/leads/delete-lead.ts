import { z } from 'zod'
import { recordAudit } from '#capabilities/access'
import { findLead, putLeadAway } from '#capabilities/sales'
import { commitChange } from '../../commit-change.ts'
import { problemResponses, sendProblem } from '../../http/problem.ts'
import { actorOf, type RegisterRoute } from '../../route-context.ts'
import { leadParams } from './lead-params.ts'
import { noSuchLead } from './read-detail.ts'

export const deleteLead: RegisterRoute = (app, context) => {
  app.route({
    method: 'DELETE',
    url: '/api/v1/leads/:id',
    config: { access: 'operator' },
    schema: {
      tags: ['leads'],
      summary: 'Put a lead away',
      description:
        'It is shown no more, and its client is written to no more by itself. Nothing is lost: it comes back by `restore`, or when ' +
        'the client writes. To erase a person, see `DELETE /contacts/{id}`. Safe to repeat.',
      params: leadParams,
      response: { 204: z.null().describe('It is put away.'), ...problemResponses({ 404: 'No such lead.' }) },
    },
    handler: async (request, reply) => {
      const { id } = request.params
      const isKnown = await commitChange(context, async (tx, nowMs) => {
        const events = await putLeadAway(tx, id, nowMs)
        if (events.length === 0) return { result: (await findLead(tx, id)) !== null, events }
        const entry = { action: 'lead.delete', target: `lead:${id}`, before: null, after: null }
        await recordAudit(tx, { ...entry, actor: actorOf(request) }, nowMs)
        return { result: true, events }
      })
      return isKnown ? reply.code(204).send(null) : sendProblem(reply, noSuchLead)
    },
  })
}
