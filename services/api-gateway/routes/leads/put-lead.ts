import { z } from 'zod'
import { recordAudit } from '#capabilities/access'
import { reviseConversations } from '#capabilities/conversations'
import { editLead, type Lead, type LeadEdit, lockLead } from '#capabilities/sales'
import type { LeadId, Tx } from '#shared/database'
import { type Change, commitChange } from '../../commit-change.ts'
import { mayWrite, writeEtag } from '../../http/etag.ts'
import { problemResponses, sendProblem } from '../../http/problem.ts'
import { actorOf, type RegisterRoute, type RouteContext } from '../../route-context.ts'
import { leadDetail } from './body/lead-detail.ts'
import { leadReplacement } from './body/lead-edit.ts'
import { describeEdit } from './describe-edit.ts'
import { leadParams } from './lead-params.ts'
import { noSuchLead, readDetail } from './read-detail.ts'

type Outcome =
  | { readonly kind: 'written'; readonly lead: z.infer<typeof leadDetail> }
  | { readonly kind: 'missing' }
  | { readonly kind: 'outdated' }

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

interface Replacement {
  readonly id: LeadId
  readonly ifMatch: string | undefined
  readonly actor: string
  readonly toEdit: (lead: Lead) => LeadEdit
  readonly nowMs: number
}

async function replaceLead(
  tx: Tx,
  { playbook }: Pick<RouteContext, 'playbook'>,
  { id, ifMatch, actor, toEdit, nowMs }: Replacement,
): Promise<Change<Outcome>> {
  const lead = await lockLead(tx, id)
  if (lead === null || lead.deletedAt !== null) return { result: { kind: 'missing' }, events: [] }
  const before = await readDetail(tx, id, playbook())
  if (before === null || !mayWrite(ifMatch, writeEtag(before))) return { result: { kind: 'outdated' }, events: [] }
  const edit = toEdit(lead)
  const { fields, events } = await editLead(tx, lead, edit, nowMs)
  if (fields.length === 0) return { result: { kind: 'written', lead: before }, events: [] }
  if (lead.contactId !== null) await reviseConversations(tx, lead.contactId)
  await recordAudit(
    tx,
    { actor, action: 'lead.update', target: `lead:${id}`, ...describeEdit(lead, edit, fields) },
    nowMs,
  )
  const after = await readDetail(tx, id, playbook())
  return { result: { kind: 'written', lead: after ?? before }, events }
}
