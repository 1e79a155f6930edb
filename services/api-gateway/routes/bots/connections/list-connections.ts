import { z } from 'zod'
import { listAllConnections } from '#capabilities/secretary'
import type { RegisterRoute } from '../../../route-context.ts'
import { connectionBody, toConnectionBody } from './connection-body.ts'

export const listConnections: RegisterRoute = (app, { database }) => {
  app.route({
    method: 'GET',
    url: '/api/v1/bots/connections',
    config: { access: 'admin' },
    schema: {
      tags: ['bots'],
      summary: "People's own accounts in which bots answer (Telegram Business)",
      description:
        'They are connected and disconnected in Telegram: Settings, Chat automation. All at once, 500 at most.',
      response: { 200: z.object({ items: z.array(connectionBody) }) },
    },
    handler: async () => ({ items: (await listAllConnections(database.db)).map(toConnectionBody) }),
  })
}
