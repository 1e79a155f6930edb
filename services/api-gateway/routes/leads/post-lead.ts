import { z } from 'zod'
import { recordAudit } from '#capabilities/access'
import { type AddedContact, addContact, findContact, numberOf } from '#capabilities/conversations'
import { addLead, firstStage } from '#capabilities/sales'
import type { ContactId, LeadId, Tx } from '#shared/database'
import { type Change, commitChange } from '../../commit-change.ts'
import { writeEtag } from '../../http/etag.ts'
import { type Problem, problemResponses, sendProblem } from '../../http/problem.ts'
import { actorOf, type RegisterRoute, type RouteContext } from '../../route-context.ts'
import { leadDetail } from './body/lead-detail.ts'
import { editFields, sourceField, stageField, statusField } from './body/lead-edit.ts'

import { readDetail } from './read-detail.ts'

const body = z
  .strictObject({
    user_id: z
      .int()
      .min(1)
      .optional()
      .describe('The id of the person in Telegram. When they write to the bot, they are this lead.'),
    contact_id: z.int().min(1).nullable().optional().describe('A person we know already, instead of `user_id`.'),
    ...editFields,
    source: sourceField.optional().describe('Where they came from; `telegram` with a `user_id`, else `manual`.'),
    status: statusField.default('active'),
    stage: stageField.default(firstStage),
  })
  .refine(({ user_id, contact_id }) => user_id === undefined || (contact_id ?? null) === null, {
    path: ['contact_id'],
    message: 'give either user_id or contact_id',
  })
  .meta({ examples: [{ name: 'Анна', contact: '+7 999 123-45-67', source: 'exhibition', language: 'ru' }] })

type Body = z.infer<typeof body>

type Outcome =
  | { readonly kind: 'added'; readonly lead: z.infer<typeof leadDetail> }
  | { readonly kind: 'exists'; readonly id: LeadId }
  | { readonly kind: 'no-contact' }

export const postLead: RegisterRoute = (app, context) => {
  app.route({
    method: 'POST',
    url: '/api/v1/leads',
    config: { access: 'operator' },
    schema: {
      tags: ['leads'],
      summary: 'Write down a lead',
      description:
        'For people who were met elsewhere. Without `user_id` and `contact_id` the lead gets a person of its own, with a negative ' +
        '`user_id`. A person has one lead: a second one is a 409.',
      body,
      response: {
        201: leadDetail,
        ...problemResponses({
          409: 'The person has a lead already, perhaps one that was put away.',
          422: 'The lead is not valid, or nobody has this `contact_id`.',
        }),
      },
    },
    handler: async (request, reply) => {
      const outcome = await commitChange(context, (tx, nowMs) =>
        storeLead(tx, context, { body: request.body, actor: actorOf(request), nowMs }),
      )
      if (outcome.kind === 'exists') return sendProblem(reply, hasLead(outcome.id))
      if (outcome.kind === 'no-contact') return sendProblem(reply, noSuchPerson)
      const { lead } = outcome
      reply.header('location', `/api/v1/leads/${lead.id}`).header('etag', writeEtag(lead))
      return reply.code(201).send(lead)
    },
  })
}

const noSuchPerson: Problem = {
  status: 422,
  code: 'request.invalid',
  detail: 'The body of the request is not valid.',
  errors: [{ in: 'body', pointer: '/contact_id', detail: 'nobody has this id' }],
}

function hasLead(id: LeadId): Problem {
  return {
    status: 409,
    code: 'lead.exists',
    detail: `This person has a lead already: ${id}. Change that one; if it was put away, restore it.`,
  }
}

interface Order {
  readonly body: Body
  readonly actor: string
  readonly nowMs: number
}

async function storeLead(
  tx: Tx,
  { playbook, newId }: Pick<RouteContext, 'playbook' | 'newId'>,
  { body, actor, nowMs }: Order,
): Promise<Change<Outcome>> {
  const person = await findPerson(tx, { body, ownNumber: numberOf(newId()), nowMs })
  if (person === null) return { result: { kind: 'no-contact' }, events: [] }
  const { name, contact, status, stage, intent, language } = body
  const source = body.source ?? (body.user_id === undefined ? 'manual' : 'telegram')
  const head = { name, contact, source, status, stage, intent, language }
  const outcome = await addLead(tx, { ...head, contactId: person.id, userId: person.userId }, nowMs)
  if (outcome.kind === 'exists') return { result: outcome, events: [] }
  const after = { source, status, stage, intent, language }
  await recordAudit(tx, { actor, action: 'lead.create', target: `lead:${outcome.id}`, before: null, after }, nowMs)
  const lead = await readDetail(tx, outcome.id, playbook)
  // Its row was written a moment ago in this very transaction.
  if (lead === null) throw new TypeError(`lead ${outcome.id} is gone`)
  return { result: { kind: 'added', lead }, events: outcome.events }
}

async function findPerson(
  tx: Tx,
  { body, ownNumber, nowMs }: { readonly body: Body; readonly ownNumber: number; readonly nowMs: number },
): Promise<AddedContact | null> {
  const { user_id, contact_id = null, name: displayName } = body
  if (contact_id !== null) return findContact(tx, contact_id as ContactId)
  if (user_id !== undefined) return addContact(tx, { channel: 'telegram', userId: user_id, displayName }, nowMs)
  return addContact(tx, { channel: 'manual', userId: ownNumber, displayName }, nowMs)
}
