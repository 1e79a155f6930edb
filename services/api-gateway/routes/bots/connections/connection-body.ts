import { z } from 'zod'
import { type ConnectionOverview, neededRights } from '#capabilities/secretary'
import { toInstant } from '../../../http/fields/instants.ts'

export const connectionBody = z
  .object({
    account_id: z.int().describe('The bot: its id in GET /bots.'),
    owner_user_id: z.int().describe("Telegram's number of the person."),
    owner_name: z.string().nullable(),
    state: z
      .enum(['on', 'off', 'refused'])
      .describe('`off`: disconnected in Telegram. `refused`: of a person for whom the bot does not work.'),
    paused_at: z.iso
      .datetime()
      .nullable()
      .describe('Since when the AI answers nobody there, because somebody here said so; null: it answers.'),
    rights: z.array(z.string()).describe("Telegram's names of what the person allows."),
    missing_rights: z.array(z.string()).describe('What answering needs and the person does not allow.'),
    excluded_chats: z.int().describe('Chats that the person took out.'),
    since: z.iso.datetime(),
  })
  .meta({ id: 'BusinessConnection' })

export function toConnectionBody(known: ConnectionOverview): z.infer<typeof connectionBody> {
  const { accountId, ownerUserId, ownerName, isServed, isEnabled, rights, excludedChats, since } = known
  return {
    account_id: accountId,
    owner_user_id: ownerUserId,
    owner_name: ownerName,
    state: isServed ? (isEnabled ? 'on' : 'off') : 'refused',
    paused_at: toInstant(known.pausedAt),
    rights: [...rights],
    missing_rights: neededRights.filter(right => !rights.has(right)),
    excluded_chats: excludedChats.length,
    since: toInstant(since),
  }
}
