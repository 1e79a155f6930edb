import { z } from 'zod'
import { addBot } from '#flow'
import { problemResponses, sendProblem } from '../../http/problem.ts'
import { actorOf, type RegisterRoute } from '../../route-context.ts'
import { botBody, playbookField, toBotBody, tokenField } from './bot-body.ts'
import { botProblems, describeRefusal, refusePlaybook } from './bot-problems.ts'

export const postBot: RegisterRoute = (app, { bots, business }) => {
  app.route({
    method: 'POST',
    url: '/api/v1/bots',
    config: { access: 'admin' },
    schema: {
      tags: ['bots'],
      summary: 'Add a bot',
      description:
        'Telegram is asked whether it takes the token. The token is stored sealed; the bot begins to hear and speak within seconds, ' +
        'without a restart.',
      body: z
        .strictObject({ token: tokenField, playbook: playbookField.default(null) })
        .meta({ examples: [{ token: '5000000001:from-BotFather', playbook: 'beauty-salon' }] }),
      response: {
        201: botBody,
        ...problemResponses({
          409: 'The bot is here already, or there are as many as there may be.',
          422: 'Telegram does not accept the token, or the playbook cannot be used.',
          503: 'Telegram could not be asked. Nothing was stored.',
        }),
      },
    },
    handler: async (request, reply) => {
      const { token, playbook } = request.body
      const problem = refusePlaybook(business, playbook)
      if (problem !== null) return sendProblem(reply, problem)
      const outcome = await addBot(bots, { token, playbook, actor: actorOf(request) })
      switch (outcome.kind) {
        case 'added':
          return reply
            .code(201)
            .header('location', `/api/v1/bots/${outcome.bot.accountId}`)
            .send(toBotBody(outcome.bot))
        case 'exists':
        case 'too-many':
          return sendProblem(reply, botProblems[outcome.kind])
        default:
          return sendProblem(reply, describeRefusal(outcome))
      }
    },
  })
}
