import { fetchConnection, type InboundUpdate, type TelegramClient } from '#capabilities/channels'
import { findConnections } from '#capabilities/secretary'
import { type Ingest, learnConnection } from '#flow'
import { AppError } from '#shared/utils'
import type { App } from '../app.ts'

const neverAborted = new AbortController().signal

/**
 * Sees to it that every connection of a person's own account is known before its messages are stored: who has not heard of one asks
 * Telegram. Where Telegram cannot be asked, nothing is stored and the updates come again.
 */
export function withKnownConnections(app: App, client: TelegramClient): Ingest {
  const known = new Set<string>()
  return async (receiver, updates) => {
    const { accountId } = receiver
    for (const { inbound } of updates) if (inbound.kind === 'connection') known.add(inbound.connection.id)
    const named = [...new Set(updates.flatMap(connectionIdOf))].filter(id => !known.has(id))
    for (const id of (await findConnections(app.database.db, accountId, named)).keys()) known.add(id)
    for (const id of named.filter(id => !known.has(id))) {
      const lookup = await fetchConnection(client, id, neverAborted)
      if (lookup.kind === 'unreachable')
        throw new AppError('telegram.connection_unreachable', `connection not asked for: ${lookup.code}`, {
          retryable: true,
        })
      if (lookup.kind === 'found') await learnConnection(app, accountId, lookup.connection)
      // One that Telegram does not know is not asked for again; if it is told of later, that counts.
      known.add(id)
    }
    await app.ingest(receiver, updates)
  }
}

function connectionIdOf({ inbound }: InboundUpdate): readonly string[] {
  const id = 'chat' in inbound ? inbound.chat.businessConnectionId : ''
  return id === '' ? [] : [id]
}
