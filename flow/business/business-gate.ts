import type { Channel } from '#capabilities/channels'
import { judgeSend, mayUse, readPlaces } from '#capabilities/secretary'
import type { ConversationId, Db, OutboundId } from '#shared/database'
import type { OutgoingPart } from '../speaker/speaker-rows.ts'
import type { BusinessRules } from './business-rules.ts'

/** Stands between the outbox and the chats of people's own accounts. */
export interface BusinessGate {
  /**
   * Why each of these parts may not leave now: no right, disconnected, the chat taken out, or Telegram's window closed. Those that
   * may, and parts for the bot's own chats, are not in it; for those nothing is asked of the database.
   */
  refuse(parts: readonly OutgoingPart[], nowMs: number): Promise<ReadonlyMap<OutboundId, string>>
  /** Marks the client's messages as read before they are answered, where the owner allows it. Returns at once; best effort. */
  markRead(part: OutgoingPart): void
}

export interface BusinessGateDeps {
  readonly db: Db
  readonly channel: Channel
  /** Null: nothing is said in chats of people's own accounts. */
  readonly rules: BusinessRules | null
}

// Of more chats than this the oldest may be marked once more, which harms nobody.
const mostRemembered = 1000
const neverAborted = new AbortController().signal

export function createBusinessGate({ db, channel, rules }: BusinessGateDeps): BusinessGate {
  /** The last message of the client: to be marked as read, or already marked. */
  const unread = new Map<ConversationId, string>()
  const read = new Map<ConversationId, string>()

  return {
    async refuse(parts, nowMs) {
      const concerned = parts.filter(({ chat }) => chat.businessConnectionId !== '')
      if (concerned.length === 0) return new Map()
      const places = await readPlaces(db, [...new Set(concerned.map(({ conversationId }) => conversationId))])
      const refusals = new Map<OutboundId, string>()
      for (const { id, conversationId } of concerned) {
        const place = places.get(conversationId)
        const code = place === undefined || rules === null ? 'business.off' : judgeSend(place, rules, nowMs)
        if (code !== null) refusals.set(id, code)
        else if (place?.heardMessageId != null && rules?.marksRead && mayUse(place.connection, 'can_read_messages'))
          unread.set(conversationId, place.heardMessageId)
      }
      return refusals
    },
    markRead({ conversationId, chat }) {
      const messageId = unread.get(conversationId)
      unread.delete(conversationId)
      if (messageId === undefined || read.get(conversationId) === messageId) return
      remember(conversationId, messageId)
      void channel.markRead?.(chat, messageId, neverAborted)
    },
  }

  function remember(id: ConversationId, messageId: string): void {
    read.delete(id)
    read.set(id, messageId)
    const [oldest] = read.keys()
    if (read.size > mostRemembered && oldest !== undefined) read.delete(oldest)
  }
}
