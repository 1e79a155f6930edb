import type { BusinessConnection, ChatAddress, Inbound, InboundUpdate } from '#capabilities/channels'
import type { ConversationId } from '#shared/database'
import { type FlowHarness, flowSettings } from './flow-harness.ts'

/** The owner's own account with the bot connected to it, and the clients who write there. */
export interface FlowBusiness {
  /** Connects, changes rights, disconnects. Default: enabled, with the rights to reply and to mark as read. */
  connect(change?: Partial<BusinessConnection>): Promise<void>
  /** What a client writes. */
  hear(text: string, more?: Place & { readonly sentAt?: number; readonly messageId?: string }): InboundUpdate
  /** What the owner writes to a client themselves. */
  speak(text: string, more?: Place & { readonly sentAt?: number; readonly messageId?: string }): InboundUpdate
  /** What the bot said, as it comes back. */
  echo(text: string, messageId: string, place?: Place): InboundUpdate
  erase(messageIds: readonly string[], place?: Place): InboundUpdate
  /** What has left for a client, in order. */
  said(client?: number): readonly string[]
  conversationId(client?: number): Promise<ConversationId>
}

interface Place {
  readonly client?: number
}

export const flowConnectionId = 'c1'
let nextId = 500_000

export function createFlowBusiness(flow: FlowHarness): FlowBusiness {
  const chatOf = ({ client = 1 }: Place): ChatAddress => ({
    businessConnectionId: flowConnectionId,
    chatId: String(client),
    topicId: '',
    chatType: 'private',
  })
  return {
    connect: change => flow.receive(connectionUpdate(change)),
    hear: (text, { sentAt = flow.clock.now(), messageId = String(nextId++), ...place } = {}) =>
      toUpdate('business_message', {
        kind: 'message',
        chat: chatOf(place),
        from: { userId: place.client ?? 1, displayName: 'Ann', username: null, appLanguage: 'en' },
        messageId,
        sentAt,
        messageKind: 'text',
        text,
        command: null,
        wantsAnswer: true,
        metadata: null,
      }),
    speak: (text, { sentAt = flow.clock.now(), messageId = String(nextId++), ...place } = {}) =>
      toUpdate('business_message', {
        kind: 'owner-words',
        chat: chatOf(place),
        client: { userId: place.client ?? 1, displayName: 'Ann', username: null, appLanguage: null },
        messageId,
        sentAt,
        messageKind: 'text',
        text,
        metadata: null,
      }),
    echo: (text, messageId, place = {}) =>
      toUpdate('business_message', { kind: 'echo', chat: chatOf(place), messageId, text }),
    erase: (messageIds, place = {}) =>
      toUpdate('deleted_business_messages', { kind: 'deletion', chat: chatOf(place), messageIds }),
    said: (client = 1) =>
      flow.channel.sends
        .filter(({ chat }) => chat.businessConnectionId !== '' && chat.chatId === String(client))
        .map(({ part }) => part.text),
    async conversationId(client = 1) {
      const row = await flow.database.db
        .selectFrom('conversations')
        .select('id')
        .where('business_connection_id', '=', flowConnectionId)
        .where('chat_id', '=', String(client))
        .executeTakeFirstOrThrow()
      return row.id
    },
  }
}

/** The owner's account as it is connected; default: enabled, with the rights to reply and to mark as read. */
export function connectionUpdate(change: Partial<BusinessConnection> = {}): InboundUpdate {
  const { ownerId } = flowSettings
  const connection: BusinessConnection = {
    id: flowConnectionId,
    owner: { userId: ownerId, displayName: 'Olga', username: null, appLanguage: null },
    ownerChatId: String(ownerId),
    isEnabled: true,
    rights: ['can_reply', 'can_read_messages'],
    ...change,
  }
  return toUpdate('business_connection', { kind: 'connection', connection })
}

function toUpdate(updateKind: string, inbound: Inbound): InboundUpdate {
  const updateId = nextId++
  return { updateId, updateKind, raw: JSON.stringify({ update_id: updateId }), inbound }
}
