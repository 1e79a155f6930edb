import type { BotAccount } from '../state/world.ts'

const dayMs = 86_400_000
const queryLifeMs = 150_000

/** The server's numbers for its webhook queues: one kind of update per 2^33, the chat or the user within it. */
const laneWidth = 2 ** 33
export const lanes = {
  chat: (chatId: number): number => chatId,
  callback: (userId: number): number => userId + 3 * laneWidth,
  membership: (chatId: number): number => chatId + 5 * laneWidth,
  reaction: (chatId: number): number => chatId + 8 * laneWidth,
  connection: (userId: number): number => userId + 10 * laneWidth,
  business: (chatId: number): number => chatId + 11 * laneWidth,
} as const

export interface UpdateToPush {
  readonly kind: string
  readonly payload: unknown
  readonly lane: number
}

/** Queues an update for a bot: queries live 150 s, all else a day. Null when the bot did not ask for this kind. */
export function pushUpdate(bot: BotAccount, update: UpdateToPush): number | null {
  const lifeMs = update.kind === 'callback_query' ? queryLifeMs : dayMs
  return bot.queue.push({ kind: update.kind, payload: update.payload, lane: update.lane, lifeMs })
}
