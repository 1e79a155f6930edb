import type { Channel, ChatAddress, PressAnswerer } from '#capabilities/channels'
import type { Previews } from '#flow'
import type { AccountId, Database } from '#shared/database'
import type { Queue } from '#shared/events'
import { type Chance, type FakeClock, sleep } from '#shared/utils'
import type { EmulatedBot, TelegramEmulator } from '../telegram/index.ts'
import { mostWaiting, type StormChat } from './storm-chats.ts'

export interface StormStage {
  readonly clock: FakeClock
  readonly database: Database
  readonly accountId: AccountId
  readonly channel: Channel
  readonly queue: Queue
  readonly previews: Previews
  readonly presses: PressAnswerer
  readonly emulator: TelegramEmulator
  readonly bot: EmulatedBot
  readonly chance: Chance
  readonly startedAtMs: number
  readonly endsAtMs: number
  /** How long it is calm, and then stormy. */
  readonly phaseMs: number
}

const neverAborted = new AbortController().signal

/** Asks and is answered, until the storm is over: calmly in odd phases, more than may be said in even ones. */
export async function liveInChat(stage: StormStage, chat: StormChat): Promise<void> {
  const { clock, chance, endsAtMs } = stage
  while (clock.now() < endsAtMs) {
    if (chat.isTireless || isStorming(stage)) {
      if (chat.queued - chat.arrived.length < mostWaiting - 1) await queueReply(stage, chat, 2)
      await sleep(clock, 500)
    } else {
      await sleep(clock, withinPhase(stage, 2_000 + Math.floor(chance() * 20_000)))
      await think(stage, chat, withinPhase(stage, 2_000 + Math.floor(chance() * 10_000)))
      if (isStorming(stage)) continue
      await queueReply(stage, chat, chance() < 0.3 ? 2 : 1)
      await sleep(clock, withinPhase(stage, 3_000))
      pressButton(stage, chat)
    }
  }
}

/** Nobody sleeps into the storm. */
function withinPhase({ clock, startedAtMs, phaseMs }: StormStage, forMs: number): number {
  return Math.min(forMs, phaseMs - ((clock.now() - startedAtMs) % phaseMs))
}

/** Whether this is a phase in which every chat has something to say. */
function isStorming({ clock, startedAtMs, phaseMs }: StormStage): boolean {
  return Math.floor((clock.now() - startedAtMs) / phaseMs) % 2 === 1
}

const sentence = 'Пока вы это читаете, здесь появляется ещё одно предложение этого ответа. '

/** The client sees a draft grow, or in a group somebody typing. */
async function think(stage: StormStage, chat: StormChat, forMs: number): Promise<void> {
  const { clock, accountId, channel, previews } = stage
  const { conversationId, address } = chat
  const beganAtMs = clock.now()
  const preview = previews.open({ accountId, conversationId, chat: address, draftId: 1 + chat.queued })
  preview?.show(() => sentence.repeat(1 + Math.floor((clock.now() - beganAtMs) / 700)))
  while (clock.now() < beganAtMs + forMs) {
    if (preview === null) await channel.showTyping(address, neverAborted)
    await sleep(clock, Math.min(4_500, beganAtMs + forMs - clock.now()))
  }
  preview?.close()
}

async function queueReply(stage: StormStage, chat: StormChat, parts: number): Promise<void> {
  const { accountId, channel, clock, database, queue } = stage
  const nowMs = clock.now()
  const rows = Array.from({ length: parts }, () => {
    const number = chat.queued++
    const buttons = [[{ text: 'Ещё', data: `more:${number}` }]]
    const [part] = channel.render(`answer ${number}`, { buttons })
    return {
      key: `storm-${chat.conversationId}:${number}`,
      account_id: accountId,
      conversation_id: chat.conversationId,
      turn_id: null,
      message_id: null,
      payload: JSON.stringify(part),
      state: 'queued' as const,
      not_before: nowMs,
      created_at: nowMs,
    }
  })
  await database.db.insertInto('outbound').values(rows).execute()
  queue.wake('outbox', String(accountId))
}

/** The answer to a press, and the edit that takes the keyboard away. */
function pressButton({ emulator, bot, presses }: StormStage, { address, person }: StormChat): void {
  const last = emulator.transcript(bot, Number(address.chatId)).at(-1)
  const button = last?.message.reply_markup?.inline_keyboard[0]?.[0]
  if (last === undefined || button === undefined || !('callback_data' in button)) return
  const click = person.click(last, button.callback_data)
  presses.answer([toPress(address, { callbackQueryId: click.id, buttonMessageId: String(last.messageId) })])
}

function toPress(chat: ChatAddress, metadata: Readonly<Record<string, string>>) {
  const from = { userId: 1, displayName: null, username: null, appLanguage: null }
  const message = { kind: 'message', chat, from, messageId: 'press', sentAt: 0, messageKind: 'button' } as const
  const inbound = { ...message, text: 'Ещё', command: null, wantsAnswer: true, metadata }
  return { updateId: 1, updateKind: 'callback_query', raw: '{}', inbound }
}
