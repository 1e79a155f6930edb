import { z } from 'zod'
import { type ConnectionOverview, listAllConnections, neededRights } from '#capabilities/secretary'
import { toInstant } from '../../http/instants.ts'
import type { RegisterRoute } from '../../route-context.ts'

const connection = z
  .object({
    account_id: z.int().describe('The bot: its id in GET /bots.'),
    owner_user_id: z.int().describe("Telegram's number of the person."),
    owner_name: z.string().nullable(),
    state: z
      .enum(['on', 'off', 'refused'])
      .describe('`off`: disconnected in Telegram. `refused`: of a person for whom the bot does not work.'),
    rights: z.array(z.string()).describe("Telegram's names of what the person allows."),
    missing_rights: z.array(z.string()).describe('What answering needs and the person does not allow.'),
    excluded_chats: z.int().describe('Chats that the person took out.'),
    since: z.iso.datetime(),
  })
  .meta({ id: 'BusinessConnection' })

export const listConnections: RegisterRoute = (app, { database }) => {
  app.route({
    method: 'GET',
    url: '/api/v1/bots/connections',
    config: { access: 'admin' },
    schema: {
      tags: ['bots'],
      summary: "People's own accounts in which bots answer (Telegram Business)",
      description:
        'They are connected and disconnected in Telegram: Settings, Chat automation. There are few: they come all at once.',
      response: { 200: z.object({ items: z.array(connection) }) },
    },
    handler: async () => ({ items: (await listAllConnections(database.db)).map(toBody) }),
  })
}

function toBody(known: ConnectionOverview): z.infer<typeof connection> {
  const { accountId, ownerUserId, ownerName, isServed, isEnabled, rights, excludedChats, since } = known
  return {
    account_id: accountId,
    owner_user_id: ownerUserId,
    owner_name: ownerName,
    state: isServed ? (isEnabled ? 'on' : 'off') : 'refused',
    rights: [...rights],
    missing_rights: neededRights.filter(right => !rights.has(right)),
    excluded_chats: excludedChats.length,
    since: toInstant(since),
  }
}
