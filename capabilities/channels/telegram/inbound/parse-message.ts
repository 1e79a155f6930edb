import type { Inbound, Person } from '../../contract.ts'
import { parseOwnersEdit, parseOwnersSide, standsOnOwnersSide } from './business/parse-owners-side.ts'
import { type Description, describeMessage } from './content/describe-message.ts'
import { readAttachments } from './content/read-attachments.ts'
import { findRefusal } from './find-refusal.ts'
import type { InboundContext } from './inbound-context.ts'
import { readMetadata } from './message-metadata.ts'
import { messageSchema, type TelegramMessage } from './message-schema.ts'
import { readBody, readLinks, readText } from './message-text.ts'
import { readCommand } from './read-command.ts'
import { readAddress, readSender } from './read-sender.ts'
import { fieldsOf, parseWire } from './wire.ts'

/** Parses a new message of any kind: in the bot's own chats, in a channel, or of a business account. */
export function parseMessage(payload: unknown, context: InboundContext): Inbound {
  const accepted = acceptMessage(payload, context)
  if (accepted.kind === 'owners-side') return parseOwnersSide(payload, accepted.message)
  if (accepted.kind !== 'accepted') return accepted
  const { message, from, description } = accepted
  const command = readCommand(readBody(message), context.me)
  return {
    kind: 'message',
    chat: readAddress(message),
    from,
    messageId: String(message.message_id),
    sentAt: message.date * 1000,
    messageKind: command !== null && description.messageKind === 'text' ? 'command' : description.messageKind,
    text: description.text,
    command,
    wantsAnswer: description.wantsAnswer && !isByProgram(message),
    ...readAttachments(description, readText(message)),
    ...readLinks(message),
    metadata: readMetadata(message, description.details),
  }
}

/** In an account's own chats: what an inline bot says for the client. Answered, two programs would talk without end. */
function isByProgram({ business_connection_id, via_bot }: TelegramMessage): boolean {
  return business_connection_id !== undefined && via_bot !== undefined
}

/** Parses what a client, or the owner of a business account, made of an earlier message. */
export function parseEdit(payload: unknown, context: InboundContext): Inbound {
  const accepted = acceptMessage(payload, context)
  if (accepted.kind === 'owners-side') return parseOwnersEdit(payload, accepted.message)
  if (accepted.kind !== 'accepted') return accepted
  const { message, from, description } = accepted
  return {
    kind: 'edit',
    chat: readAddress(message),
    from,
    messageId: String(message.message_id),
    text: description.text,
    ...readAttachments(description, readText(message)),
    editedAt: (message.edit_date ?? message.date) * 1000,
  }
}

interface OwnersSide {
  readonly kind: 'owners-side'
  readonly message: TelegramMessage
}

interface Accepted {
  readonly kind: 'accepted'
  readonly message: TelegramMessage
  readonly from: Person
  readonly description: Description
}

function acceptMessage(
  payload: unknown,
  context: InboundContext,
): Accepted | OwnersSide | Extract<Inbound, { kind: 'ignored' | 'unreadable' }> {
  const parsed = parseWire(messageSchema, payload, 'message')
  if (parsed.kind === 'unreadable') return parsed
  const message = parsed.value
  if (standsOnOwnersSide(message, context)) return { kind: 'owners-side', message }
  const refusal = findRefusal(message, context)
  if (refusal !== null) return { kind: 'ignored', reason: refusal }
  const from = readSender(message)
  if (from === null) return { kind: 'ignored', reason: 'sender.unknown' }
  const description = describeMessage(message, fieldsOf(payload))
  return description.kind === 'unreadable'
    ? description
    : { kind: 'accepted', message, from, description: description.value }
}
