import type { Clock } from '#shared/utils'
import type { ChatAddress } from '../../contract.ts'
import { createSlidingWindow, type SlidingWindow } from './sliding-window.ts'
import { createTokenBucket, type TokenBucket } from './token-bucket.ts'

export type FloodChat = Pick<ChatAddress, 'chatId' | 'chatType'>

export interface FloodLimits {
  /** Telegram's advice: about one message a second in one chat, short bursts are forgiven. */
  readonly chatPerSecond: number
  readonly chatBurst: number
  /** Groups and channels, beside the limit above. */
  readonly groupPerMinute: number
  readonly botPerSecond: number
}

export const defaultFloodLimits: FloodLimits = { chatPerSecond: 1, chatBurst: 3, groupPerMinute: 20, botPerSecond: 30 }

/** Telegram's 429: which call met it and how long it asks for silence. `chatId` null: the whole bot is meant. */
export interface FloodPenalty {
  readonly method: string
  readonly chatId: string | null
  readonly chatType: ChatAddress['chatType'] | null
  readonly retryAfterMs: number
}

export interface FloodBudgetOptions {
  readonly clock: Clock
  readonly limits?: FloodLimits
  /** Told of every penalty, to keep its history. Must not throw. */
  readonly onPenalty?: (penalty: FloodPenalty) => void
  /** Penalties that were running when the process ended. */
  readonly penalties?: readonly { readonly chatId: string | null; readonly untilMs: number }[]
  /** How many chats are remembered at most. Default 10,000. */
  readonly maxChats?: number
}

/**
 * One budget for every call of one bot. Within it, no chat and no bot ever exceeds its limits, and nothing is admitted to a
 * chat (or by the bot) while a penalty of it runs. It lives in memory: two processes must not share a bot.
 */
export interface FloodBudget {
  /** 0: a place is taken, call now. Otherwise milliseconds to wait before asking again; nothing is taken. */
  admit(chat: FloodChat): number
  /** True: a place is taken, call now. False: shed it. Never takes a place that a message waits for or may need next. */
  admitTyping(chat: FloodChat): boolean
  penalize(penalty: FloodPenalty): void
  /** How many chats it remembers now. */
  chatCount(): number
}

interface ChatPace {
  readonly bucket: TokenBucket
  /** Null in private chats. */
  readonly window: SlidingWindow | null
  silentUntilMs: number
  /** A message was sent away to wait, and may be back until this instant. */
  messageDueUntilMs: number
}

/** How late a message may come back for the place it was told to wait for, before typing may have it. */
const RETURN_GRACE_MS = 1_000
const FIRST_SWEEP_AT_CHATS = 256
/** Telegram counts calls when they arrive, and two may arrive closer together than they left: so we go 5 % slower. */
const SLACK = 1.05

export function createFloodBudget(options: FloodBudgetOptions): FloodBudget {
  const { limits = defaultFloodLimits, maxChats = 10_000, onPenalty } = options
  const nowMs = neverBackwards(options.clock)
  const bot = createSlidingWindow({ count: limits.botPerSecond, perMs: 1_000 * SLACK })
  // Typing may use half of the bot's places, so that messages that come next find the other half.
  const botPlacesForTyping = 1 + Math.floor(limits.botPerSecond / 2)
  const chats = new Map<string, ChatPace>()
  let botSilentUntilMs = 0
  let botMessageDueUntilMs = 0
  let sweepAtChats = Math.min(FIRST_SWEEP_AT_CHATS, maxChats)

  for (const { chatId, untilMs } of options.penalties ?? []) silence(chatId, null, untilMs)
  return { admit, admitTyping, penalize, chatCount: () => chats.size }

  function admit(chat: FloodChat): number {
    const now = nowMs()
    const pace = findPace(chat)
    const botWaitMs = bot.waitMs(now)
    const waitMs = Math.max(penaltyMs(pace, now), botWaitMs, paceWaitMs(pace, now, 1))
    if (waitMs === 0) {
      take(chat, pace, now)
      pace.messageDueUntilMs = 0
      return 0
    }
    pace.messageDueUntilMs = now + waitMs + RETURN_GRACE_MS
    if (botWaitMs > 0) botMessageDueUntilMs = pace.messageDueUntilMs
    return Math.ceil(waitMs)
  }

  function admitTyping(chat: FloodChat): boolean {
    const now = nowMs()
    const pace = findPace(chat)
    if (now < pace.messageDueUntilMs || now < botMessageDueUntilMs) return false
    // Two places in the chat: one for typing, one for the message that it announces.
    if (penaltyMs(pace, now) > 0 || paceWaitMs(pace, now, 2) > 0 || bot.waitMs(now, botPlacesForTyping) > 0)
      return false
    take(chat, pace, now)
    return true
  }

  function penalize(penalty: FloodPenalty): void {
    silence(penalty.chatId, penalty.chatType, nowMs() + penalty.retryAfterMs)
    onPenalty?.(penalty)
  }

  function silence(chatId: string | null, chatType: FloodChat['chatType'] | null, untilMs: number): void {
    if (chatId === null) {
      botSilentUntilMs = Math.max(botSilentUntilMs, untilMs)
      return
    }
    // A seeded penalty does not say what chat it is of; the stricter kind is safe until the chat falls idle.
    const pace = findPace({ chatId, chatType: chatType ?? 'group' })
    pace.silentUntilMs = Math.max(pace.silentUntilMs, untilMs)
    remember(chatId, pace)
  }

  /** The chat's pace, or a fresh one, which is remembered only once a place is taken. */
  function findPace(chat: FloodChat): ChatPace {
    return chats.get(chat.chatId) ?? createPace(limits, chat)
  }

  function penaltyMs(pace: ChatPace, now: number): number {
    return Math.max(0, botSilentUntilMs - now, pace.silentUntilMs - now)
  }

  function take(chat: FloodChat, pace: ChatPace, now: number): void {
    remember(chat.chatId, pace)
    pace.bucket.take(now)
    pace.window?.take(now)
    bot.take(now)
  }

  /** Sweeps when the chats have doubled since the last sweep, so that each new one pays a constant share of it. */
  function remember(chatId: string, pace: ChatPace): void {
    if (chats.has(chatId)) return
    if (chats.size >= sweepAtChats) {
      forgetIdle(chats, nowMs())
      forgetEarliest(chats, Math.floor(maxChats * 0.75))
      sweepAtChats = Math.min(maxChats, Math.max(FIRST_SWEEP_AT_CHATS, chats.size * 2))
    }
    chats.set(chatId, pace)
  }
}

/** A wall clock that is set back must not silence every chat until it has caught up: time stands still, then goes on. */
function neverBackwards(clock: Clock): () => number {
  let lastMs = clock.now()
  let lagMs = 0
  return () => {
    const now = clock.now() + lagMs
    if (now < lastMs) lagMs += lastMs - now
    else lastMs = now
    return lastMs
  }
}

function createPace(limits: FloodLimits, chat: FloodChat): ChatPace {
  return {
    bucket: createTokenBucket({ perSecond: limits.chatPerSecond / SLACK, burst: limits.chatBurst }),
    window:
      chat.chatType === 'private' ? null : createSlidingWindow({ count: limits.groupPerMinute, perMs: 60_000 * SLACK }),
    silentUntilMs: 0,
    messageDueUntilMs: 0,
  }
}

function paceWaitMs(pace: ChatPace, nowMs: number, places: number): number {
  return Math.max(pace.bucket.waitMs(nowMs, places), pace.window?.waitMs(nowMs, places) ?? 0)
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
