import { z } from 'zod'
import type { Lead, LeadEdit } from '#capabilities/sales'
import { commitChange } from '../../commit-change.ts'
import { writeEtag } from '../../http/etag.ts'
import { problemResponses, sendProblem } from '../../http/problem.ts'
import { actorOf, type RegisterRoute } from '../../route-context.ts'
import { leadDetail } from './body/lead-detail.ts'
import { leadReplacement } from './body/lead-edit.ts'
import { replaceLead } from './edit/replace-lead.ts'
import { leadParams } from './lead-params.ts'
import { noSuchLead } from './read-detail.ts'

export const putLead: RegisterRoute = (app, context) => {
  app.route({
    method: 'PUT',
    url: '/api/v1/leads/:id',
    config: { access: 'operator' },
    schema: {
      tags: ['leads'],
      summary: 'Replace what people may change of a lead',
      description:
        'Name, contact, intent and language are emptied when they are left out; source, status and stage, which cannot be empty, ' +
        'stay as they are. A change of stage is told, counted and kept in the history like those of the AI, and an answer that is ' +
        'being generated is decided anew. What GET answered can be sent back whole.',
      params: leadParams,
      headers: z.object({
        'if-match': z
          .string()
          .max(1000)
          .optional()
          .describe('The `ETag` that was read: somebody else’s change is not overwritten.'),
      }),
      body: leadReplacement,
      response: {
        200: leadDetail,
        ...problemResponses({
          404: 'No such lead.',
          412: 'The lead has changed since that `ETag` was read: read it again.',
          422: 'The lead is not valid.',
        }),
      },
    },
    handler: async (request, reply) => {
      const { name, contact, intent, language, ...rest } = request.body
      const toEdit = (lead: Lead): LeadEdit => ({
        ...{ name, contact, intent, language },
        source: rest.source ?? lead.source,
        status: rest.status ?? lead.status,
        stage: rest.stage ?? null,
      })
      const outcome = await commitChange(context, (tx, nowMs) =>
        replaceLead(tx, context, {
          id: request.params.id,
          ifMatch: request.headers['if-match'],
          actor: actorOf(request),
          toEdit,
          nowMs,
        }),
      )
      if (outcome.kind === 'missing') return sendProblem(reply, noSuchLead)
      if (outcome.kind === 'outdated') return sendProblem(reply, outdated)
      return reply.header('etag', writeEtag(outcome.lead)).send(outcome.lead)
    },
  })
}

const outdated = {
  status: 412,
  code: 'lead.changed_meanwhile',
  detail: 'The lead has changed since it was read: read it again, and write with its new ETag.',
} as const
