import { z } from 'zod'
import { readConsents, readContact } from '#capabilities/conversations'
import type { ContactId, Db } from '#shared/database'
import { problemResponses, sendProblem } from '../../http/problem.ts'
import type { RegisterRoute } from '../../route-context.ts'
import { contactFields, contactParams, exampleContact, noSuchContact, toContactBody } from './contact-body.ts'

const shownConversations = 100

const contactDetail = z
  .object({
    ...contactFields,
    lead_id: z.int().nullable(),
    conversation_ids: z.array(z.int()).describe('The newest first, at most 100.'),
    consents: z
      .record(z.string(), z.boolean())
      .describe('What they agreed to (true) or refused; what was not asked is missing.'),
  })
  .meta({
    id: 'ContactDetail',
    examples: [{ ...exampleContact, lead_id: 12, conversation_ids: [9], consents: { pdpa_profile: true } }],
  })

export const getContact: RegisterRoute = (app, { database: { db } }) => {
  app.route({
    method: 'GET',
    url: '/api/v1/contacts/:id',
    config: { access: 'viewer' },
    schema: {
      tags: ['contacts'],
      summary: 'One person',
      params: contactParams,
      response: {
        200: contactDetail,
        ...problemResponses({ 404: 'Nobody has this id.', 422: 'The id is not valid.' }),
      },
    },
    handler: async (request, reply) => {
      const { id } = request.params
      const contact = await readContact(db, id)
      if (contact === null) return sendProblem(reply, noSuchContact)
      const consents = (await readConsents(db, [id])).get(id) ?? new Map()
      return { ...toContactBody(contact), ...(await readLinks(db, id)), consents: Object.fromEntries(consents) }
    },
  })
}

async function readLinks(db: Db, id: ContactId) {
  const lead = await db.selectFrom('leads').select('id').where('contact_id', '=', id).executeTakeFirst()
  const conversations = await db
    .selectFrom('conversations')
    .select('id')
    .where('contact_id', '=', id)
    .orderBy('id', 'desc')
    .limit(shownConversations)
    .execute()
  return { lead_id: lead?.id ?? null, conversation_ids: conversations.map(row => row.id) }
}
