import { z } from 'zod'
import { type GivenConsent, listConsents as listGivenConsents, readContact } from '#capabilities/conversations'
import { toInstant } from '../../http/fields/instants.ts'
import { cutPage, pageOf, pageQueryOf } from '../../http/fields/paging.ts'
import { problemResponses, sendProblem } from '../../http/problem.ts'
import type { RegisterRoute } from '../../route-context.ts'
import { contactParams, noSuchContact } from '../contacts/contact-body.ts'

const consentBody = z
  .object({
    id: z.int(),
    kind: z.string().describe('messages (being written to), pdpa_profile (keeping what they told) or calendar_invite.'),
    granted: z.boolean().describe('false: refused, or taken back.'),
    text: z.string().describe('The words they were shown.'),
    text_version: z.string().describe('The version of the playbook that held these words.'),
    message_id: z.int().nullable().describe('The message that proves it; null when there is none.'),
    occurred_at: z.iso.datetime(),
  })
  .meta({ id: 'Consent' })

export const listConsents: RegisterRoute = (app, { database: { db } }) => {
  app.route({
    method: 'GET',
    url: '/api/v1/contacts/:id/consents',
    config: { access: 'viewer' },
    schema: {
      tags: ['contacts'],
      summary: 'What a person agreed to and refused, the newest first',
      description: 'Nothing is ever overwritten: of each kind the newest counts.',
      params: contactParams,
      querystring: z.object(pageQueryOf(['number'])),
      response: {
        200: pageOf(consentBody),
        ...problemResponses({ 404: 'Nobody has this id.', 422: 'A parameter is not valid.' }),
      },
    },
    handler: async (request, reply) => {
      const { id } = request.params
      const { cursor, limit } = request.query
      if ((await readContact(db, id)) === null) return sendProblem(reply, noSuchContact)
      const consents = await listGivenConsents(db, id, { beforeId: cursor?.[0] ?? null, limit: limit + 1 })
      const { rows, nextCursor } = cutPage(consents, limit, consent => [consent.id])
      return { items: rows.map(toConsentBody), next_cursor: nextCursor }
    },
  })
}

function toConsentBody({ isGranted, textVersion, messageId, ...rest }: GivenConsent): z.infer<typeof consentBody> {
  const { id, kind, text } = rest
  return {
    id,
    kind,
    granted: isGranted,
    text,
    text_version: textVersion,
    message_id: messageId,
    occurred_at: toInstant(rest.occurredAt),
  }
}
