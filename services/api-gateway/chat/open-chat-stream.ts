import { PassThrough } from 'node:stream'
import type { ConversationId, Database, MessageId } from '#shared/database'
import { type Clock, errorCode, type Logger } from '#shared/utils'
import { drained } from '../http/drained.ts'
import { type ChatMessage, findChat, readChat } from '../read-chat.ts'
import { coalesce } from './coalesce.ts'
import type { GatewayWebchat } from './gateway-webchat.ts'
import { toMessageBody } from './message-body.ts'

export interface ChatStreamDeps {
  readonly database: Database
  readonly clock: Clock
  readonly logger: Logger
  readonly webchat: GatewayWebchat
}

/** One listener's stream: each message of the chat once it may be seen, and a sign while an answer is being written. */
export interface ChatStream {
  readonly output: PassThrough
  /** Reads the chat and sends what this listener has not got. Cheap to call often. */
  refresh(): void
  showTyping(): void
  /** False when the conversation is surely another one. */
  mayShow(conversationId: ConversationId): boolean
}

const pageSize = 200
// Proxies give up a connection that has been silent for 30 to 60 seconds.
const heartbeatMs = 15_000
// A session that ended must not listen for ever: after an hour the listener comes back and shows its cookie again.
const maxAgeMs = 3_600_000

/**
 * The stream carries what the database says, not what it was told: a signal only makes it look. So a lost signal, or an answer
 * sent by another process, costs at most one heartbeat.
 */
export function openChatStream(
  { database, clock, logger, webchat }: ChatStreamDeps,
  { chatId, lastEventId }: { readonly chatId: string; readonly lastEventId: MessageId | null },
): ChatStream {
  const output = new PassThrough()
  const openedAt = clock.now()
  let conversationId: ConversationId | null = null
  // Ids of the newest page that this listener has. Not "the last id": an answer may become visible after a later question.
  let known: ReadonlySet<MessageId> | null = null
  let cancelHeartbeat = clock.after(heartbeatMs, beat)

  const refresh = coalesce(async () => {
    try {
      await sendNews()
    } catch (error) {
      // Without the database there is nothing to say; the listener reconnects and goes on where it was.
      logger.warn('chat_stream.failed', { code: errorCode(error) })
      output.end()
    }
  })
  output.once('close', () => cancelHeartbeat())
  output.write('retry: 2000\n\n')
  refresh()

  return {
    output,
    refresh,
    showTyping() {
      if (canWrite()) output.write('event: typing\ndata: {}\n\n')
    },
    mayShow: id => conversationId === null || conversationId === id,
  }

  async function sendNews(): Promise<void> {
    conversationId ??= await findChat(database.db, webchat.accountId, chatId)
    if (conversationId === null) {
      known = new Set()
      return
    }
    const { items: newest } = await readChat(database.db, conversationId, {
      position: { kind: 'newest' },
      limit: pageSize,
    })
    const news = known === null ? await readMissed(conversationId) : newest.filter(({ id }) => !known?.has(id))
    for (const message of news) await send(message)
    known = new Set([...newest, ...news].map(({ id }) => id))
  }

  async function readMissed(id: ConversationId): Promise<readonly ChatMessage[]> {
    const missed: ChatMessage[] = []
    let after = lastEventId
    while (after !== null) {
      const { items, hasMore } = await readChat(database.db, id, {
        position: { kind: 'after', id: after },
        limit: pageSize,
      })
      missed.push(...items)
      after = hasMore ? (items.at(-1)?.id ?? null) : null
    }
    return missed
  }

  // Waits for a slow listener instead of filling memory for it; meanwhile signals add up to one more look.
  async function send(message: ChatMessage): Promise<void> {
    if (output.writableEnded || output.destroyed) return
    const data = JSON.stringify(toMessageBody(message))
    if (!output.write(`id: ${message.id}\nevent: message\ndata: ${data}\n\n`)) await drained(output)
  }

  function beat(): void {
    // A listener that took nothing since the last heartbeat is gone, or will come back.
    if (output.writableNeedDrain) return void output.destroy()
    if (clock.now() - openedAt >= maxAgeMs) return void output.end()
    if (canWrite()) output.write(': alive\n\n')
    refresh()
    cancelHeartbeat = clock.after(heartbeatMs, beat)
  }

  function canWrite(): boolean {
    return !output.writableEnded && !output.destroyed && !output.writableNeedDrain
  }
}
