import { z } from 'zod'
import { commitChange } from '../../commit-change.ts'
import { writeEtag } from '../../http/etag.ts'
import { problemResponses, sendProblem } from '../../http/problem.ts'
import { actorOf, type RegisterRoute } from '../../route-context.ts'
import { leadDetail } from './body/lead-detail.ts'
import { stageField } from './body/lead-edit.ts'
import { replaceLead } from './edit/replace-lead.ts'
import { leadParams } from './lead-params.ts'
import { noSuchLead } from './read-detail.ts'

export const postLeadStage: RegisterRoute = (app, context) => {
  app.route({
    method: 'POST',
    url: '/api/v1/leads/:id/stage',
    config: { access: 'operator' },
    schema: {
      tags: ['leads'],
      summary: 'Move a lead to another stage',
      description:
        'Told, counted and kept in the history like the moves of the AI. To the stage it is in: changes nothing.',
      params: leadParams,
      body: z.strictObject({ stage: stageField }).meta({ examples: [{ stage: 'presentation' }] }),
      response: {
        200: leadDetail,
        ...problemResponses({ 404: 'No such lead.', 422: 'There is no such stage.' }),
      },
    },
    handler: async (request, reply) => {
      const { stage } = request.body
      const outcome = await commitChange(context, (tx, nowMs) =>
        replaceLead(tx, context, {
          ...{ id: request.params.id, ifMatch: undefined, actor: actorOf(request), nowMs },
          toEdit: ({ name, contact, source, status, intent, language }) => ({
            ...{ name, contact, source, status, intent, language },
            stage,
          }),
        }),
      )
      if (outcome.kind !== 'written') return sendProblem(reply, noSuchLead)
      return reply.header('etag', writeEtag(outcome.lead)).send(outcome.lead)
    },
  })
}
