import type { BusinessConnection } from 'grammy/types'
import type { Connection } from './world.ts'

export function describeConnection(connection: Connection): BusinessConnection {
  return {
    id: connection.id,
    user: connection.owner.user,
    user_chat_id: connection.owner.user.id,
    date: Math.floor(connection.connectedAtMs / 1000),
    rights: connection.rights,
    is_enabled: connection.isEnabled,
  }
}
