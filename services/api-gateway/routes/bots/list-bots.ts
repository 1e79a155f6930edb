import { z } from 'zod'
import { listBots as readBots } from '#capabilities/bots'
import { maxBots } from '#flow'
import type { RegisterRoute } from '../../route-context.ts'
import { botBody, toBotBody } from './bot-body.ts'

export const listBots: RegisterRoute = (app, { bots, database }) => {
  app.route({
    method: 'GET',
    url: '/api/v1/bots',
    config: { access: 'admin' },
    schema: {
      tags: ['bots'],
      summary: 'The bots of this installation, and how they fare',
      description: `All at once, in the order of their ids: there may be ${maxBots} at most. No answer has a token.`,
      response: { 200: z.object({ items: z.array(botBody) }) },
    },
    handler: async () => ({ items: (await readBots(database.db, bots.settingsBotId)).map(toBotBody) }),
  })
}
