import type { ChatAddress } from '../../contract.ts'
import { createSlidingWindow, type SlidingWindow } from './sliding-window.ts'
import { createTokenBucket, type TokenBucket, type TokenBucketOptions } from './token-bucket.ts'

export type FloodChat = Pick<ChatAddress, 'chatId' | 'chatType'>

/** How fast one chat may be spoken to, and since when it has been. */
export interface ChatPace {
  readonly bucket: TokenBucket
  /** Null in private chats. */
  readonly window: SlidingWindow | null
  /** The end of its penalty; 0 for none. */
  silentUntilMs: number
}

export interface ChatPacesOptions {
  readonly bucket: TokenBucketOptions
  /** For groups and channels. */
  readonly window: { readonly count: number; readonly perMs: number }
  readonly maxChats: number
}

/** The paces of all chats that are not idle. A chat that has fallen idle is as good as new, and is forgotten. */
export interface ChatPaces {
  /** The chat's pace; a fresh one, not yet remembered, when it was idle. */
  find(chat: FloodChat): ChatPace
  /** Call it after changing a pace that `find` gave. */
  remember(chatId: string, pace: ChatPace, nowMs: number): void
  readonly size: number
}

const FIRST_SWEEP_AT_CHATS = 256

export function createChatPaces(options: ChatPacesOptions): ChatPaces {
  const { maxChats } = options
  const chats = new Map<string, ChatPace>()
  let sweepAtChats = Math.min(FIRST_SWEEP_AT_CHATS, maxChats)
  return {
    find: chat => chats.get(chat.chatId) ?? createPace(options, chat),
    remember(chatId, pace, nowMs) {
      if (chats.has(chatId)) return
      if (chats.size >= sweepAtChats) {
        forgetIdle(chats, nowMs)
        forgetEarliest(chats, Math.floor(maxChats * 0.75))
        // Sweeping again only when the chats have doubled, each new one pays a constant share of it.
        sweepAtChats = Math.min(maxChats, Math.max(FIRST_SWEEP_AT_CHATS, chats.size * 2))
      }
      chats.set(chatId, pace)
    },
    get size() {
      return chats.size
    },
  }
}

/** Milliseconds until the chat has `places` free, its penalty aside. */
export function paceWaitMs(pace: ChatPace, nowMs: number, places: number): number {
  return Math.max(pace.bucket.waitMs(nowMs, places), pace.window?.waitMs(nowMs, places) ?? 0)
}

function createPace({ bucket, window }: ChatPacesOptions, chat: FloodChat): ChatPace {
  const isPrivate = chat.chatType === 'private'
  return { bucket: createTokenBucket(bucket), window: isPrivate ? null : createSlidingWindow(window), silentUntilMs: 0 }
}

function idleAtMs(pace: ChatPace): number {
  return Math.max(pace.bucket.idleAtMs(), pace.window?.idleAtMs() ?? 0, pace.silentUntilMs)
}

function forgetIdle(chats: Map<string, ChatPace>, nowMs: number): void {
  for (const [chatId, pace] of chats) if (idleAtMs(pace) <= nowMs) chats.delete(chatId)
}

/** Keeps the `maxKept` chats that have longest to wait; more than that only an attack or a mass penalty can bring. */
function forgetEarliest(chats: Map<string, ChatPace>, maxKept: number): void {
  const excess = chats.size - maxKept
  if (excess <= 0) return
  const byIdle = [...chats].sort(([, one], [, other]) => idleAtMs(one) - idleAtMs(other))
  for (const [chatId] of byIdle.slice(0, excess)) chats.delete(chatId)
}
