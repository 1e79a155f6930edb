import type { ConversationId, Db } from '#shared/database'
import { type Clock, sleep } from '#shared/utils'
import { isSending } from '../outbox.ts'

const lookEveryMs = 20
// A channel that takes longer than this to answer may take minutes.
const patienceMs = 3000

/**
 * Waits until nothing of a conversation is in the air, so that whoever took it over may say that the AI is silent. False when
 * something still was after three seconds.
 */
export async function awaitSilence(db: Db, id: ConversationId, clock: Clock): Promise<boolean> {
  const lateAt = clock.now() + patienceMs
  while (await isSending(db, id)) {
    if (clock.now() >= lateAt) return false
    await sleep(clock, lookEveryMs)
  }
  return true
}
