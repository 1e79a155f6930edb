import type { Channel } from '#capabilities/channels'
import { listThinkingChats, type ThinkingChat } from '#capabilities/conversations'
import type { AccountId, ConversationId, Database } from '#shared/database'
import { type Clock, type Logger, repeat } from '#shared/utils'

export interface TypingDeps {
  readonly database: Database
  readonly accountId: AccountId
  readonly channel: Channel
  readonly clock: Clock
  readonly logger: Logger
  readonly leaseMs: number
  /** Whether the reply itself can be read along in that chat already. */
  readonly isReadAlong: (conversationId: ConversationId) => boolean
}

const lookEveryMs = 400
// Telegram shows "typing" for 5 s or until a message arrives, so it can never get stuck.
const showEveryMs = 4500
const neverAborted = new AbortController().signal

/**
 * Shows typing wherever a turn is running. It reads the leases, so it works whichever process thinks, and a turn that ends
 * quickly costs no call. Returns the way to stop.
 */
export function startTyping(deps: TypingDeps): () => Promise<void> {
  const { clock } = deps
  let lastShown = new Map<ConversationId, number>()
  return repeat(clock, deps.logger, { name: 'typing', everyMs: lookEveryMs, run: showWhereDue })

  async function showWhereDue(): Promise<'done'> {
    const nowMs = clock.now()
    const when = { nowMs, leaseMs: deps.leaseMs, startedBeforeMs: nowMs - lookEveryMs }
    const chats = await listThinkingChats(deps.database.db, deps.accountId, when)
    const due = chats.filter(chat => !deps.isReadAlong(chat.id) && nowMs - (lastShown.get(chat.id) ?? 0) >= showEveryMs)
    lastShown = new Map(chats.map(chat => [chat.id, due.includes(chat) ? nowMs : (lastShown.get(chat.id) ?? 0)]))
    await Promise.all(due.map(chat => deps.channel.showTyping(toAddress(chat), neverAborted)))
    return 'done'
  }
}

function toAddress(chat: ThinkingChat) {
  return {
    businessConnectionId: chat.business_connection_id,
    chatId: chat.chat_id,
    topicId: chat.topic_id,
    chatType: chat.chat_type,
  }
}
