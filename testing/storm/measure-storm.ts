import { type EmulatedBot, type TelegramEmulator, telegramRateLimits } from '../telegram/index.ts'
import type { StormReport } from './report.ts'
import type { StormChat } from './storm-chats.ts'

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
  const sentIn = (group: readonly StormChat[], parity: 0 | 1): number =>
    group.flatMap(chat => chat.arrived).filter(({ atMs }) => isPhase(atMs, parity)).length
  const tireless = chats.filter(({ isTireless }) => isTireless)
  const { chatPerSecond, groupPerMinute, botPerSecond } = telegramRateLimits
  const stormySeconds = (phaseMs / 1000) * Math.floor(phases / 2)
  const calmSeconds = (phaseMs / 1000) * phases - stormySeconds
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
    rateOfBot: sentIn(chats, 1) / (botPerSecond * stormySeconds),
    rateOfChat: sentIn(tireless.filter(isPrivate), 0) / (chatPerSecond * calmSeconds),
    rateOfGroup:
      sentIn(
        tireless.filter(chat => !isPrivate(chat)),
        0,
      ) /
      ((groupPerMinute / 60) * calmSeconds),
  }

  function isPhase(atMs: number, parity: 0 | 1): boolean {
    const phase = Math.floor((atMs - startedAtMs) / phaseMs)
    return phase < phases && phase % 2 === parity
  }
}

function isPrivate({ address }: StormChat): boolean {
  return address.chatType === 'private'
}

function countSteppingBack(numbers: readonly number[]): number {
  return numbers.filter((number, at) => at > 0 && number < (numbers[at - 1] ?? 0)).length
}
