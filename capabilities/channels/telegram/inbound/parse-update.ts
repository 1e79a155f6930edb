import type { Inbound, InboundUpdate } from '../../contract.ts'
import type { allowedUpdates } from './allowed-updates.ts'
import { parseConnection } from './business/parse-connection.ts'
import { parseDeletion } from './business/parse-deletion.ts'
import type { BotAccount, InboundContext, InboundSettings } from './inbound-context.ts'
import { parseCallback } from './parse-callback.ts'
import { parseMembership } from './parse-membership.ts'
import { parseEdit, parseMessage } from './parse-message.ts'
import { parseStop } from './parse-stop.ts'
import { type Envelope, readEnvelope } from './read-envelope.ts'

/**
 * Says what an update of Telegram, as JSON text or parsed, means to the house. Pure; never throws: what Telegram did not
 * promise is `unreadable` with the place of the fault, what is of no concern is `ignored` with a stable reason.
 */
export function parseTelegramUpdate(update: unknown, me: BotAccount, settings: InboundSettings): InboundUpdate {
  const envelope = readEnvelope(update)
  const { updateId, updateKind, raw } = envelope
  return { updateId, updateKind, raw, inbound: parsePayload(envelope, { me, settings }) }
}

type Parse = (payload: unknown, context: InboundContext) => Inbound

const parsers: Readonly<Record<(typeof allowedUpdates)[number], Parse>> = {
  message: parseMessage,
  edited_message: parseEdit,
  channel_post: parseMessage,
  edited_channel_post: parseEdit,
  business_connection: parseConnection,
  business_message: parseMessage,
  edited_business_message: parseEdit,
  deleted_business_messages: parseDeletion,
  callback_query: parseCallback,
  my_chat_member: parseMembership,
  stopped_message_generation: parseStop,
}
const parserOf = new Map<string, Parse>(Object.entries(parsers))

function parsePayload({ updateKind, payload, fault }: Envelope, context: InboundContext): Inbound {
  if (fault !== null) return { kind: 'unreadable', reason: fault }
  const parse = parserOf.get(updateKind)
  return parse === undefined ? { kind: 'ignored', reason: 'update.unsupported' } : parse(payload, context)
}
