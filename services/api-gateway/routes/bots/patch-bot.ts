import { z } from 'zod'
import { alterBot } from '#flow'
import { problemResponses, sendProblem } from '../../http/problem.ts'
import { actorOf, type RegisterRoute } from '../../route-context.ts'
import { botBody, botParams, playbookField, toBotBody, tokenField } from './bot-body.ts'
import { botProblems, describeRefusal, refusePlaybook } from './bot-problems.ts'

export const patchBot: RegisterRoute = (app, { bots, business }) => {
  app.route({
    method: 'PATCH',
    url: '/api/v1/bots/:id',
    config: { access: 'admin' },
    schema: {
      tags: ['bots'],
      summary: 'Pause or resume a bot, or give it another playbook or token',
      description: 'What is left out stays. It counts within seconds, without a restart.',
      params: botParams,
      body: z
        .strictObject({
          token: tokenField.optional(),
          playbook: playbookField.optional(),
          enabled: z.boolean().optional().describe('False pauses it, true lets it go on.'),
        })
        .meta({ examples: [{ enabled: false }] }),
      response: {
        200: botBody,
        ...problemResponses({
          404: 'No such bot.',
          409: 'It is the bot of TELEGRAM_BOT_TOKEN.',
          422: 'Telegram does not accept the token, it belongs to another bot, or the playbook cannot be used.',
          503: 'Telegram could not be asked. Nothing was stored.',
        }),
      },
    },
    handler: async (request, reply) => {
      const { token, playbook, enabled } = request.body
      const problem = refusePlaybook(business, playbook)
      if (problem !== null) return sendProblem(reply, problem)
      const outcome = await alterBot(bots, {
        accountId: request.params.id,
        ...(token !== undefined && { token }),
        ...(playbook !== undefined && { playbook }),
        ...(enabled !== undefined && { isEnabled: enabled }),
        actor: actorOf(request),
      })
      switch (outcome.kind) {
        case 'altered':
          return toBotBody(outcome.bot)
        case 'missing':
        case 'from-settings':
        case 'other-bot':
          return sendProblem(reply, botProblems[outcome.kind])
        default:
          return sendProblem(reply, describeRefusal(outcome))
      }
    },
  })
}
