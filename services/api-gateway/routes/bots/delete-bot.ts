import { z } from 'zod'
import { removeBot } from '#flow'
import { problemResponses, sendProblem } from '../../http/problem.ts'
import { actorOf, type RegisterRoute } from '../../route-context.ts'
import { botParams } from './bot-body.ts'
import { botProblems } from './bot-problems.ts'

export const deleteBot: RegisterRoute = (app, { bots }) => {
  app.route({
    method: 'DELETE',
    url: '/api/v1/bots/:id',
    config: { access: 'admin' },
    schema: {
      tags: ['bots'],
      summary: 'Remove a bot',
      description:
        'Its token is forgotten and it falls silent within seconds. What its clients wrote stays; what was still to be said to them is ' +
        'not said any more.',
      params: botParams,
      response: {
        204: z.null().describe('It is gone.'),
        ...problemResponses({
          404: 'No such bot.',
          409: 'It is the bot of TELEGRAM_BOT_TOKEN.',
          422: 'The id is not a number.',
        }),
      },
    },
    handler: async (request, reply) => {
      const { kind } = await removeBot(bots, { accountId: request.params.id, actor: actorOf(request) })
      return kind === 'removed' ? reply.code(204).send(null) : sendProblem(reply, botProblems[kind])
    },
  })
}
