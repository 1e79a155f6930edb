import { isOwnersSide } from './business/parse-owners-side.ts'
import type { InboundContext } from './inbound-context.ts'
import { isAddressed } from './is-addressed.ts'
import type { TelegramMessage } from './message-schema.ts'
import { isStandIn } from './read-sender.ts'

/** Telegram's own account: login codes, notices, copies of a linked channel's posts. */
const serviceAccount = 777000

type Rule = readonly [reason: string, refuses: (message: TelegramMessage, context: InboundContext) => boolean]

const senderRules: readonly Rule[] = [
  // The account may have a chat with this very bot: what is said there comes by itself, and twice.
  [
    'business.chat_with_bot',
    ({ business_connection_id, chat }, { me }) => !!business_connection_id && chat.id === me.id,
  ],
  ['business.sent_by_bot', message => message.sender_business_bot !== undefined],
  // Greetings, away messages and scheduled ones of the owner: no one took over.
  ['business.automatic', message => isOwnersSide(message) && message.is_from_offline === true],
  ['business.owner_spoke', isOwnersSide],
  ['sender.service_account', ({ from, chat }) => from?.id === serviceAccount || chat.id === serviceAccount],
  ['sender.self', ({ from }, { me }) => from?.id === me.id],
  ['sender.bot', ({ from }) => from?.is_bot === true && !isStandIn(from)],
]

const placeRules: readonly Rule[] = [
  ['private.disabled', ({ chat }, { settings }) => chat.type === 'private' && !settings.handlePrivateChats],
  ['channel.disabled', ({ chat }, { settings }) => chat.type === 'channel' && !settings.handleChannels],
  ['group.disabled', (message, context) => isInGroup(message) && !isHeardInGroup(message, context)],
]

const messageRules: readonly Rule[] = [
  // It has no lasting id, and an answer would be seen by everyone in the chat.
  ['message.ephemeral', ({ ephemeral_message_id }) => ephemeral_message_id !== undefined],
  ['group.not_addressed', (message, { me }) => isInGroup(message) && !isAddressed(message, me)],
]

/** Why a message is none of ours: a stable reason, or null when it is. */
export function findRefusal(message: TelegramMessage, context: InboundContext): string | null {
  return firstReason([...senderRules, ...placeRules, ...messageRules], message, context)
}

/** Why a press of a button is none of ours; `message` is the one with the button, but `from` the person who pressed. */
export function findPressRefusal(message: TelegramMessage, context: InboundContext): string | null {
  return firstReason([...senderRules, ...placeRules], message, context)
}

function firstReason(rules: readonly Rule[], message: TelegramMessage, context: InboundContext): string | null {
  return rules.find(([, refuses]) => refuses(message, context))?.[0] ?? null
}

function isInGroup({ chat }: TelegramMessage): boolean {
  return chat.type === 'group' || chat.type === 'supergroup'
}

function isHeardInGroup({ chat, from }: TelegramMessage, { settings }: InboundContext): boolean {
  const { crew = null, handleGroups } = settings
  const isTheirs = crew !== null && String(chat.id) === crew.chatId
  return isTheirs ? from !== undefined && crew.userIds.includes(from.id) : handleGroups
}
