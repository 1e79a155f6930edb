import { catchUp, listPausedChats, notePaused, pauseAccounts, resumeAccounts } from '#capabilities/conversations'
import type { ConversationId, Tx } from '#shared/database'
import type { EventBody } from '#shared/events'
import type { TurnFacts } from '../agent/index.ts'
import { handBack, takeOver } from '../handoff.ts'

/** The business itself is answered also while clients are not. */
export function isPaused({ turn, crew }: TurnFacts): boolean {
  return turn.isPaused && crew === null
}

/** Leaves chats in which an answer is due to humans, who are shown what came, until the pause is over. */
export async function stepBack(tx: Tx, ids: readonly ConversationId[], nowMs: number): Promise<readonly EventBody[]> {
  const events: EventBody[] = []
  for (const id of ids) events.push(...(await takeOver(tx, id, { reason: 'ai.paused', by: 'ai' }, nowMs)))
  await notePaused(tx, ids, nowMs)
  return events
}

/** Null when the AI was paused already. */
export async function pauseAi(tx: Tx, nowMs: number): Promise<readonly EventBody[] | null> {
  return (await pauseAccounts(tx, nowMs)) ? [] : null
}

// Read in portions, so that a long pause needs no memory to speak of.
const atOnce = 500

/**
 * The AI answers again, and takes back the chats that it had left because of the pause; what nobody has answered there is answered
 * now. Chats that a human has entered meanwhile stay theirs. Null when it was not paused.
 */
export async function resumeAi(tx: Tx, nowMs: number): Promise<readonly EventBody[] | null> {
  return (await resumeAccounts(tx, nowMs)) ? takeBack(tx, nowMs) : null
}

/** The AI has all chats again that it left because of a pause which is over; a pause that still stands elsewhere keeps its own. */
export async function takeBack(tx: Tx, nowMs: number): Promise<readonly EventBody[]> {
  const events: EventBody[] = []
  for (let ids = await listPausedChats(tx, atOnce); ids.length > 0; ids = await listPausedChats(tx, atOnce)) {
    for (const id of ids) {
      events.push(...(await handBack(tx, id, nowMs)))
      await catchUp(tx, id, nowMs)
    }
  }
  return events
}
