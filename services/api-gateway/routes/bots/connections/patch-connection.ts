import { z } from 'zod'
import { pauseConnection } from '#flow'
import { commitChange } from '../../../commit-change.ts'
import { rowId } from '../../../http/fields/row-id.ts'
import { problemResponses, sendProblem } from '../../../http/problem.ts'
import { actorOf, type RegisterRoute } from '../../../route-context.ts'
import { botParams } from '../bot-body.ts'
import { connectionBody, toConnectionBody } from './connection-body.ts'

export const patchConnection: RegisterRoute = (app, context) => {
  app.route({
    method: 'PATCH',
    url: '/api/v1/bots/:id/connections/:owner_user_id',
    config: { access: 'admin' },
    schema: {
      tags: ['bots'],
      summary: "Pause or resume the AI in a person's own account",
      description:
        'While it is paused, nobody in any chat of that account is answered by the AI, also after a restart and when the person ' +
        'connects the bot anew. What clients write is kept and shown to humans; what nobody has answered when it is resumed is answered then. ' +
        'What had been queued before still goes out.',
      params: botParams.extend({
        owner_user_id: rowId.describe("Telegram's number of the person whose account it is."),
      }),
      body: z.strictObject({ paused: z.boolean() }).meta({ examples: [{ paused: true }] }),
      response: {
        200: z.object({
          items: z.array(connectionBody).describe('One a connecting; the person may have done so twice.'),
        }),
        ...problemResponses({
          404: 'Nobody of this number has connected this bot.',
          422: 'The body or an id is not valid.',
        }),
      },
    },
    handler: async (request, reply) => {
      const { id: accountId, owner_user_id: ownerUserId } = request.params
      const wish = { ownerUserId, isPaused: request.body.paused, actor: actorOf(request) }
      const connections = await commitChange(context, async (tx, nowMs) => {
        const paused = await pauseConnection(tx, { ...wish, accountId }, nowMs)
        return { result: paused.connections, events: paused.events }
      })
      if (connections.length === 0) return sendProblem(reply, unknown)
      return { items: connections.map(toConnectionBody) }
    },
  })
}

const unknown = {
  status: 404,
  code: 'connection.not_found',
  detail: 'Nobody of this number has connected this bot. GET /bots/connections has them all.',
} as const
