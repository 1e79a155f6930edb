import type { Clock } from '#shared/utils'
import type { ChatAddress } from '../../contract.ts'
import { type ChatPace, createChatPaces, type FloodChat, paceWaitMs } from './chat-paces.ts'
import { type ChatsInTheAir, createChatsInTheAir } from './chats-in-the-air.ts'
import { createSlidingWindow } from './sliding-window.ts'
import { createTokenBucket } from './token-bucket.ts'

export interface FloodLimits {
  /** Telegram's advice: about one message a second in one chat, short bursts are forgiven. */
  readonly chatPerSecond: number
  readonly chatBurst: number
  /** Groups and channels, beside the limit above. */
  readonly groupPerMinute: number
  readonly botPerSecond: number
}

/** With a `chatBurst` of 1 no courtesy is ever admitted: there is no second place. */
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
  /**
   * For calls that nobody misses (typing, taking away a keyboard). True: a place is taken, call now. False: shed it. Never
   * takes a place that a message waits for or may need next, and never while another call to the chat is on its way.
   */
  admitCourtesy(chat: FloodChat): boolean
  /** The same for the answer to a pressed button: no message, so it takes no place of one; as many a second as messages. */
  admitPressAnswer(chat: FloodChat): boolean
  penalize(penalty: FloodPenalty): void
  /** How long nothing may be sent to the chat because of a penalty, of its own or of the bot; 0: none runs. Takes nothing. */
  silenceMs(chat: FloodChat): number
  /** Whoever calls says so here, and waits for what is on its way to the same chat. */
  readonly inTheAir: ChatsInTheAir
  /** How many chats it remembers now. */
  chatCount(): number
}

/** How late a message may come back for the place it was told to wait for, before a courtesy may have it. */
const RETURN_GRACE_MS = 1_000
/** Telegram counts calls when they arrive, and two may arrive closer together than they left: by a flight, and by one waited for. */
const JITTER_MS = 300
/** Its clock may run a little slower than ours. */
const SLACK = 1.002
/** A window that is laid where ours is not would otherwise hold one call more. */
const WINDOW_SLACK = 1.005

export function createFloodBudget(options: FloodBudgetOptions): FloodBudget {
  const { limits = defaultFloodLimits, maxChats = 10_000, onPenalty } = options
  const { clock } = options
  // By the clock that nobody sets: a wall clock that is set back must not silence every chat until it has caught up.
  const nowMs = (): number => clock.elapsed()
  const bot = createSlidingWindow({ count: limits.botPerSecond, perMs: 1_000 * WINDOW_SLACK })
  const botBucket = createTokenBucket({
    perSecond: limits.botPerSecond / SLACK,
    burst: limits.botPerSecond,
    jitterMs: JITTER_MS,
  })
  const pressAnswers = createSlidingWindow({ count: limits.botPerSecond, perMs: 1_000 * WINDOW_SLACK })
  const inTheAir = createChatsInTheAir(clock)
  const chats = createChatPaces({
    bucket: { perSecond: limits.chatPerSecond / SLACK, burst: limits.chatBurst, jitterMs: JITTER_MS },
    window: { count: limits.groupPerMinute, perMs: 60_000 * WINDOW_SLACK },
    maxChats,
  })
  // Courtesies may use half of the bot's places, so that messages that come next find the other half.
  const botPlacesForCourtesies = 1 + Math.floor(limits.botPerSecond / 2)
  let botSilentUntilMs = 0
  // Messages were sent away to wait for the bot, and may be back until this instant.
  let messagesDueUntilMs = 0

  for (const { chatId, untilMs } of options.penalties ?? []) silence(chatId, null, nowMs() + untilMs - clock.now())
  const silenceMs = (chat: FloodChat): number => Math.ceil(penaltyMs(chats.find(chat), nowMs()))
  return { admit, admitCourtesy, admitPressAnswer, penalize, silenceMs, inTheAir, chatCount: () => chats.size }

  function admit(chat: FloodChat): number {
    const now = nowMs()
    const pace = chats.find(chat)
    const botWaitMs = Math.max(bot.waitMs(now), botBucket.waitMs(now))
    if (botWaitMs > 0) messagesDueUntilMs = now + botWaitMs + RETURN_GRACE_MS
    const waitMs = Math.max(penaltyMs(pace, now), botWaitMs, paceWaitMs(pace, now, 1))
    if (waitMs === 0) take(chat, pace, now)
    return Math.ceil(waitMs)
  }

  function admitCourtesy(chat: FloodChat): boolean {
    const now = nowMs()
    const pace = chats.find(chat)
    if (!inTheAir.isFree(chat.chatId)) return false
    // Two places in the chat: one for the courtesy, one for the message that waits or will come.
    if (!hasRoomForCourtesy(pace, now) || paceWaitMs(pace, now, 2) > 0) return false
    take(chat, pace, now)
    return true
  }

  function admitPressAnswer(chat: FloodChat): boolean {
    const now = nowMs()
    if (penaltyMs(chats.find(chat), now) > 0 || pressAnswers.waitMs(now) > 0) return false
    pressAnswers.take(now)
    return true
  }

  function hasRoomForCourtesy(pace: ChatPace, now: number): boolean {
    if (now < messagesDueUntilMs || penaltyMs(pace, now) > 0) return false
    return bot.waitMs(now, botPlacesForCourtesies) === 0 && botBucket.waitMs(now) === 0
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
    const pace = chats.find({ chatId, chatType: chatType ?? 'group' })
    pace.silentUntilMs = Math.max(pace.silentUntilMs, untilMs)
    chats.remember(chatId, pace, nowMs())
  }

  function penaltyMs(pace: ChatPace, now: number): number {
    return Math.max(0, botSilentUntilMs - now, pace.silentUntilMs - now)
  }

  function takeOfBot(now: number): void {
    bot.take(now)
    botBucket.take(now)
  }

  function take(chat: FloodChat, pace: ChatPace, now: number): void {
    pace.bucket.take(now)
    pace.window?.take(now)
    takeOfBot(now)
    chats.remember(chat.chatId, pace, now)
  }
}
