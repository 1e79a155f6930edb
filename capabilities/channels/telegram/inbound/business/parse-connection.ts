import { z } from 'zod'
import type { BusinessConnection, Inbound } from '../../../contract.ts'
import { userSchema } from '../message-schema.ts'
import { readPerson } from '../read-sender.ts'
import { parseWire } from '../wire.ts'

const connectionSchema = z.object({
  id: z.string().min(1),
  user: userSchema,
  user_chat_id: z.int(),
  is_enabled: z.boolean(),
  // Each right is true or left out; of those of next year nothing is known but that they are flags.
  rights: z.record(z.string(), z.unknown()).optional(),
})

/** Parses what a person lets the bot do in their own account: new, changed, or taken back. */
export function parseConnection(payload: unknown): Inbound {
  const parsed = parseWire(connectionSchema, payload, 'business_connection')
  return parsed.kind === 'unreadable' ? parsed : { kind: 'connection', connection: toConnection(parsed.value) }
}

function toConnection(connection: z.infer<typeof connectionSchema>): BusinessConnection {
  const { rights = {} } = connection
  return {
    id: connection.id,
    owner: readPerson(connection.user),
    ownerChatId: String(connection.user_chat_id),
    isEnabled: connection.is_enabled,
    rights: Object.keys(rights).filter(right => rights[right] === true),
  }
}
