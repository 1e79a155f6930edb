import type { BusinessConnection } from '../../../contract.ts'
import { callSignal } from '../../client/call-signal.ts'
import type { TelegramClient } from '../../client/create-client.ts'
import { readFailure } from '../../client/read-failure.ts'
import { parseConnection } from './parse-connection.ts'

export type ConnectionLookup =
  | { readonly kind: 'found'; readonly connection: BusinessConnection }
  /** Telegram knows no such connection of this bot. */
  | { readonly kind: 'unknown' }
  /** Telegram could not be asked now. */
  | { readonly kind: 'unreachable'; readonly code: string }

/** Asks Telegram about a connection that it has not told of: before this bot was here, or longer ago than it keeps updates. */
export async function fetchConnection(
  client: TelegramClient,
  connectionId: string,
  signal: AbortSignal,
): Promise<ConnectionLookup> {
  try {
    const raw = await client.raw.getBusinessConnection({ business_connection_id: connectionId }, callSignal(signal))
    const parsed = parseConnection(raw)
    return parsed.kind === 'connection' ? { kind: 'found', connection: parsed.connection } : { kind: 'unknown' }
  } catch (error) {
    const failure = readFailure(error)
    if (failure.kind !== 'refused') return { kind: 'unreachable', code: failure.code }
    return failure.status === 400 ? { kind: 'unknown' } : { kind: 'unreachable', code: `http_${failure.status}` }
  }
}
