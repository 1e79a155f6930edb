import { recordAudit } from '#capabilities/access'
import { bringLeadBack } from '#capabilities/sales'
import { commitChange } from '../../commit-change.ts'
import { writeEtag } from '../../http/etag.ts'
import { problemResponses, sendProblem } from '../../http/problem.ts'
import { actorOf, type RegisterRoute } from '../../route-context.ts'
import { leadDetail } from './body/lead-detail.ts'
import { leadParams } from './lead-params.ts'
import { noSuchLead, readDetail } from './read-detail.ts'

export const restoreLead: RegisterRoute = (app, context) => {
  app.route({
    method: 'POST',
    url: '/api/v1/leads/:id/restore',
    config: { access: 'operator' },
    schema: {
      tags: ['leads'],
      summary: 'Bring back a lead that was put away',
      description: 'One that is there already stays as it is.',
      params: leadParams,
      response: { 200: leadDetail, ...problemResponses({ 404: 'No such lead.' }) },
    },
    handler: async (request, reply) => {
      const { id } = request.params
      const lead = await commitChange(context, async (tx, nowMs) => {
        const events = await bringLeadBack(tx, id, nowMs)
        if (events.length > 0) {
          const entry = { action: 'lead.restore', target: `lead:${id}`, before: null, after: null }
          await recordAudit(tx, { ...entry, actor: actorOf(request) }, nowMs)
        }
        return { result: await readDetail(tx, id, context.playbook), events }
      })
      if (lead === null) return sendProblem(reply, noSuchLead)
      return reply.header('etag', writeEtag(lead)).send(lead)
    },
  })
}
