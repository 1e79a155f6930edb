import { z } from 'zod'
import { createKey as createApiKey } from '#capabilities/access'
import { instantField } from '../../http/fields/instants.ts'
import { textField } from '../../http/fields/text-field.ts'
import { problemResponses, sendProblem } from '../../http/problem.ts'
import { actorOf, type RegisterRoute } from '../../route-context.ts'
import { keyBody, roleField, toKeyBody } from './key-body.ts'

const body = z
  .strictObject({
    name: textField(100).describe('Who or what will use it.'),
    role: roleField,
    expires_at: instantField.nullable().default(null).describe('From then on it opens nothing. Null: never.'),
  })
  .meta({ examples: [{ name: 'CRM', role: 'operator', expires_at: '2027-01-14T09:00:00Z' }] })

const createdKey = keyBody.extend({
  key: z
    .string()
    .nullable()
    .describe(
      'The key itself, shown this once. Null in the answer to a repetition: revoke the key and make another one.',
    ),
})

export const createKey: RegisterRoute = (app, { clock, database }) => {
  app.route({
    method: 'POST',
    url: '/api/v1/keys',
    config: { access: 'admin', shownOnce: ['key'] },
    schema: {
      tags: ['keys'],
      summary: 'Make a key',
      body,
      response: {
        201: createdKey,
        ...problemResponses({ 422: 'The key is not valid, or would have expired already.' }),
      },
    },
    handler: async (request, reply) => {
      const { expires_at, ...rest } = request.body
      const expiresAt = expires_at === null ? null : Date.parse(expires_at)
      const nowMs = clock.now()
      if (expiresAt !== null && expiresAt <= nowMs) {
        const errors = [{ in: 'body', pointer: '/expires_at', detail: 'must lie in the future' }] as const
        return sendProblem(reply, { status: 422, code: 'request.invalid', detail: 'The body is not valid.', errors })
      }
      const { key, text } = await database.transaction(tx =>
        createApiKey(tx, { ...rest, expiresAt, actor: actorOf(request) }, nowMs),
      )
      reply.header('location', `/api/v1/keys/${key.id}`).header('cache-control', 'no-store')
      return reply.code(201).send({ ...toKeyBody(key), key: text })
    },
  })
}
