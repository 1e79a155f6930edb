import { z } from 'zod'
import { listBots } from '#capabilities/bots'
import { checkToken } from '#flow'
import { problemResponses, sendProblem } from '../../http/problem.ts'
import type { RegisterRoute } from '../../route-context.ts'
import { tokenField } from './bot-body.ts'
import { describeRefusal } from './bot-problems.ts'

const candidate = z
  .object({
    bot_id: z.string().describe("Telegram's number of the bot."),
    username: z.string().describe('Without the @.'),
    name: z.string(),
    picture: z.base64().nullable().describe('A small JPEG; null: it has none, or Telegram did not give it.'),
    known: z.boolean().describe('Whether it is a bot of this installation already.'),
    reads_groups: z.boolean().describe('Privacy mode is off: it sees all talk in its groups.'),
    connects_to_business: z.boolean().describe('People can connect it to their own account.'),
  })
  .meta({ id: 'BotCandidate' })

export const checkBot: RegisterRoute = (app, { bots, database }) => {
  app.route({
    method: 'POST',
    url: '/api/v1/bots/check',
    config: { access: 'admin' },
    schema: {
      tags: ['bots'],
      summary: 'Ask Telegram whose token this is',
      description: 'Stores nothing: POST /bots adds the bot.',
      body: z.strictObject({ token: tokenField }).meta({ examples: [{ token: '5000000001:from-BotFather' }] }),
      response: {
        200: candidate,
        ...problemResponses({
          422: 'It is not shaped like a token, or Telegram does not accept it.',
          503: 'Telegram could not be asked.',
        }),
      },
    },
    handler: async (request, reply) => {
      const { token } = request.body
      const verdict = await checkToken(bots, token)
      if (verdict.kind !== 'good') return sendProblem(reply, describeRefusal(verdict))
      const { bot } = verdict
      const picture = await bots.fetchPicture(token, bot.id)
      const known = await listBots(database.db, bots.settingsBotId)
      return {
        bot_id: String(bot.id),
        username: bot.username,
        name: bot.displayName,
        picture: picture === null ? null : Buffer.from(picture).toString('base64'),
        known: known.some(({ botId }) => botId === String(bot.id)),
        reads_groups: bot.canReadAllGroupMessages,
        connects_to_business: bot.canConnectToBusiness,
      }
    },
  })
}
