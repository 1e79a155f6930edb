import type { Readable } from 'node:stream'
import type { MessageId } from '#shared/database'
import type { Bus } from '#shared/events'
import { type ChatStream, type ChatStreamDeps, openChatStream } from './open-chat-stream.ts'

export type OpenedStream =
  | { readonly kind: 'opened'; readonly stream: Readable }
  /** The chat, or the gateway, has as many listeners as it may have. */
  | { readonly kind: 'full' }

/** All server-sent event streams of web chats. */
export interface ChatStreams {
  /** `lastEventId`: the newest message the listener has; what came after it is sent first. Null: only what comes from now on. */
  open(chatId: string, lastEventId: MessageId | null): OpenedStream
  /** Ends all streams; listeners reconnect by themselves. */
  closeAll(): void
}

const maxStreams = 1_000

export function createChatStreams(deps: ChatStreamDeps & { readonly bus: Bus }): ChatStreams {
  const streams = new Set<ChatStream>()
  // What a person writes in one tab shows in the others.
  deps.bus.subscribe('message.received', event => {
    for (const stream of streams) if (stream.mayShow(event.conversationId)) stream.refresh()
  })

  return {
    open(chatId, lastEventId) {
      if (streams.size >= maxStreams) return { kind: 'full' }
      const stream = openChatStream(deps, { chatId, lastEventId })
      const subscription = deps.webchat.channel.subscribe(chatId, signal =>
        signal.kind === 'typing' ? stream.showTyping() : stream.refresh(),
      )
      if (subscription.kind === 'full') {
        stream.output.destroy()
        return { kind: 'full' }
      }
      streams.add(stream)
      stream.output.once('close', () => {
        subscription.end()
        streams.delete(stream)
      })
      return { kind: 'opened', stream: stream.output }
    },
    closeAll() {
      for (const stream of streams) stream.output.end()
    },
  }
}
