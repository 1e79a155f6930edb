import type { NewId } from '#shared/utils'
import { attach } from '../attach.ts'
import type { Attachments, Channel, OutboundPart } from '../contract.ts'

/** What a listening page is told. It carries no text: the page reads the chat again, because the truth is in the database. */
export type WebchatSignal = { readonly kind: 'message' } | { readonly kind: 'typing' }

export type WebchatSubscription =
  | { readonly kind: 'subscribed'; readonly end: () => void }
  /** The chat has as many listeners as it may have. */
  | { readonly kind: 'full' }

/** The web chat: messages come in over the gateway's HTTP API and are shown by whoever listens to the chat. */
export interface WebchatChannel extends Channel {
  /** Calls `listen` for each signal of the chat until `end` is called. A chat that nobody listens to costs nothing. */
  subscribe(chatId: string, listen: (signal: WebchatSignal) => void): WebchatSubscription
}

export interface WebchatOptions {
  readonly newId: NewId
  /** Default 20: a person has a few tabs open, a runaway script has thousands. */
  readonly maxListenersPerChat?: number
}

/**
 * A channel without a wire. A message is in the house once its row is committed, so `send` cannot fail and only tells the
 * pages to look; a page that was away finds the message when it comes back.
 */
export function createWebchatChannel({ newId, maxListenersPerChat = 20 }: WebchatOptions): WebchatChannel {
  const listenersByChat = new Map<string, Set<(signal: WebchatSignal) => void>>()

  return {
    name: 'webchat',
    render: renderWebchat,
    admit: () => 0,
    async send(chat, { editsMessageId }, signal) {
      if (signal.aborted) return { kind: 'not-sent', code: 'aborted' }
      tell(chat.chatId, { kind: 'message' })
      return { kind: 'sent', externalId: editsMessageId ?? newId() }
    },
    async showTyping(chat, signal) {
      if (!signal.aborted) tell(chat.chatId, { kind: 'typing' })
    },
    // Nothing comes in over this channel but text.
    fetchFile: async () => ({ kind: 'gone', code: 'no_files' }),
    // A page reads messages from the database, and a draft is none.
    showDraft: () => Promise.resolve(false),
    subscribe(chatId, listen) {
      const listeners = listenersByChat.get(chatId) ?? new Set()
      if (listeners.size >= maxListenersPerChat) return { kind: 'full' }
      // A wrapper of its own, so that two subscriptions of one function end separately.
      const listener = (signal: WebchatSignal): void => listen(signal)
      listenersByChat.set(chatId, listeners.add(listener))
      return { kind: 'subscribed', end: () => forget(chatId, listener) }
    },
  }

  function tell(chatId: string, signal: WebchatSignal): void {
    for (const listen of listenersByChat.get(chatId) ?? []) listen(signal)
  }

  function forget(chatId: string, listener: (signal: WebchatSignal) => void): void {
    const listeners = listenersByChat.get(chatId)
    listeners?.delete(listener)
    if (listeners?.size === 0) listenersByChat.delete(chatId)
  }
}

/** The markdown as it is: pages take texts of any length and show marks themselves. No part for a text without words. */
export function renderWebchat(markdown: string, attached: Attachments = {}): readonly OutboundPart[] {
  const text = markdown.trim()
  const parts = text === '' ? [] : [{ text, entities: [], replyToMessageId: null }]
  return attach(parts, attached, Number.POSITIVE_INFINITY)
}
