import { type EmulatedBot, type TelegramEmulator, telegramRateLimits } from '../telegram/index.ts'
import type { StormReport } from './report.ts'
import { mostWaiting, type StormChat } from './storm-chats.ts'

/** Settled: calm, and over what the storm before it left. */
type Weather = 'calm' | 'settled' | 'stormy'

export interface StormTraces {
  readonly chats: readonly StormChat[]
  readonly emulator: TelegramEmulator
  readonly bot: EmulatedBot
  readonly startedAtMs: number
  readonly phases: number
  readonly phaseMs: number
  readonly penalties: number
}

/** What arrived is asked of the server, not of the bot. */
export function measureStorm({
  chats,
  emulator,
  bot,
  startedAtMs,
  phases,
  phaseMs,
  penalties,
}: StormTraces): StormReport {
  const calls = emulator.calls(bot).filter(({ outcome }) => outcome.kind === 'ok')
  const count = (method: string): number => calls.filter(call => call.method === method).length
  const violations = emulator.violations(bot)
  const byChat = chats.map(chat => ({ chat, numbers: chat.arrived.map(({ number }) => number) }))
  const doubled = byChat.reduce((sum, { numbers }) => sum + numbers.length - new Set(numbers).size, 0)
  const arrived = byChat.reduce((sum, { numbers }) => sum + new Set(numbers).size, 0)
  const queued = chats.reduce((sum, chat) => sum + chat.queued, 0)
  const sentIn = (group: readonly StormChat[], weather: Weather): number =>
    group.flatMap(chat => chat.arrived).filter(({ atMs }) => isIn(weather, atMs)).length
  const tireless = chats.filter(({ isTireless }) => isTireless)
  const { chatPerSecond, groupPerMinute, botPerSecond } = telegramRateLimits
  const stormySeconds = (phaseMs / 1000) * Math.floor(phases / 2)
  // A calm minute begins with what the storm before it left: so many parts of each chat, at the pace of the bot. A group may say
  // all that it may in a minute before or after that.
  const leftoverMs = ((chats.length * mostWaiting + botPerSecond) / botPerSecond) * 1000
  const calmSeconds = (phaseMs / 1000) * phases - stormySeconds
  const settledSeconds = calmSeconds - (leftoverMs / 1000) * Math.floor((phases - 1) / 2)
  return {
    minutes: (phases * phaseMs) / 60_000,
    chats: chats.length,
    queued,
    arrived,
    lost: queued - arrived,
    doubled,
    outOfOrder: byChat.reduce((sum, { numbers }) => sum + countSteppingBack(numbers), 0),
    insidePenalty: violations.filter(({ kind }) => kind === 'inside-penalty').length,
    overLimit: violations.filter(({ kind }) => kind === 'over-limit').length,
    penalties,
    drafts: count('sendMessageDraft'),
    typings: count('sendChatAction'),
    edits: count('editMessageReplyMarkup'),
    rateOfBot: sentIn(chats, 'stormy') / (botPerSecond * stormySeconds),
    rateOfChat: sentIn(tireless.filter(isPrivate), 'settled') / (chatPerSecond * settledSeconds),
    rateOfGroup:
      sentIn(
        tireless.filter(chat => !isPrivate(chat)),
        'calm',
      ) /
      ((groupPerMinute / 60) * calmSeconds),
  }

  function isIn(weather: Weather, atMs: number): boolean {
    const phase = Math.floor((atMs - startedAtMs) / phaseMs)
    if (phase >= phases || (phase % 2 === 1) !== (weather === 'stormy')) return false
    return weather !== 'settled' || phase === 0 || (atMs - startedAtMs) % phaseMs >= leftoverMs
  }
}

function isPrivate({ address }: StormChat): boolean {
  return address.chatType === 'private'
}

function countSteppingBack(numbers: readonly number[]): number {
  return numbers.filter((number, at) => at > 0 && number < (numbers[at - 1] ?? 0)).length
}
