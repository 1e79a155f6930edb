import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPlatformHarness, type PlatformHarness, startTimeoutMs } from '../testing/platform-harness.ts'
import type { CallRecord, SimulatedUser } from '../testing/telegram/index.ts'

/** What becomes of an answer when Telegram loses it, refuses it or asks for silence. */
let shop: PlatformHarness

beforeAll(async () => {
  shop = await openPlatformHarness()
  await shop.start()
}, startTimeoutMs)
afterAll(() => shop.close())

describe('an answer that arrived while its confirmation was lost', () => {
  it('is kept as unknown and never said again', async () => {
    const anna = shop.newClient()
    shop.telegram.faults.add({ kind: 'lose-answer', method: 'sendMessage', chatId: anna.id })
    anna.say(shop.bot, 'can you hear me?')
    await shop.untilSaid(anna, 1)
    await expect.poll(() => readStates(anna), { timeout: 10_000 }).toEqual(['unknown'])
    anna.say(shop.bot, 'and now?')
    await shop.untilSaid(anna, 2)
    await expect.poll(() => readStates(anna), { timeout: 10_000 }).toEqual(['unknown', 'sent'])
    expect(shop.said(anna)).toEqual(['You said: can you hear me?', 'You said: and now?'])
  })

  it('is not said again by the next start either', async () => {
    const anna = shop.newClient()
    shop.telegram.faults.add({ kind: 'lose-answer', method: 'sendMessage', chatId: anna.id })
    anna.say(shop.bot, 'before the restart')
    await shop.untilSaid(anna, 1)
    await shop.platform.kill()
    await shop.start()
    anna.say(shop.bot, 'after the restart')
    await shop.untilSaid(anna, 2)
    expect(shop.said(anna)).toEqual(['You said: before the restart', 'You said: after the restart'])
    expect((await readStates(anna))[0]).toBe('unknown')
  })
})

describe('a server error of Telegram', () => {
  it('delays the answer, and does not lose or double it', async () => {
    const anna = shop.newClient()
    shop.telegram.faults.add({ kind: 'status', status: 502, method: 'sendMessage', chatId: anna.id })
    anna.say(shop.bot, 'patience')
    await shop.untilSaid(anna, 1)
    anna.say(shop.bot, 'thanks')
    await shop.untilSaid(anna, 2)
    expect(shop.said(anna)).toEqual(['You said: patience', 'You said: thanks'])
  })
})

describe('a 429 with retry_after 3', () => {
  it('silences that chat for 3 s, and then the answer arrives', async () => {
    const [anna, boris] = [shop.newClient(), shop.newClient()]
    shop.telegram.faults.add({ kind: 'status', status: 429, retryAfter: 3, method: 'sendMessage', chatId: anna.id })
    anna.say(shop.bot, 'too fast?')
    const refusedAtMs = await shop.until(() => callsAbout(anna).find(isRefused)?.atMs)
    // The model thinks inside the penalty: even typing would be a call.
    const release = shop.holdModel()
    anna.say(shop.bot, 'one more thing')
    await shop.untilAsked('one more thing')
    release()
    boris.say(shop.bot, 'I am another chat')
    await shop.untilSaid(boris, 1)
    expect(shop.said(anna)).toEqual([])

    await shop.untilSaid(anna, 2)
    expect(shop.said(anna)).toEqual(['You said: too fast?', 'You said: one more thing'])
    const inside = callsAbout(anna).filter(({ atMs }) => atMs > refusedAtMs && atMs < refusedAtMs + 3_000)
    expect(inside).toEqual([])
    expect(shop.telegram.violations(shop.bot)).toEqual([])
    expect(await readPenalties(anna)).toEqual([{ wait_seconds: 3, method: 'sendMessage', chat_type: 'private' }])
  })

  it('is remembered by a platform that is started again inside it', async () => {
    const anna = shop.newClient()
    shop.telegram.faults.add({ kind: 'status', status: 429, retryAfter: 4, method: 'sendMessage', chatId: anna.id })
    anna.say(shop.bot, 'hold on')
    const refusedAtMs = await shop.until(() => callsAbout(anna).find(isRefused)?.atMs)
    await expect.poll(() => readPenalties(anna), { timeout: 10_000 }).toHaveLength(1)
    await shop.platform.kill()
    await shop.start()
    anna.say(shop.bot, 'still there?')
    await shop.until(() => shop.said(anna).length > 0)
    const [next] = callsAbout(anna).filter(({ atMs }) => atMs > refusedAtMs)
    expect((next?.atMs ?? 0) - refusedAtMs).toBeGreaterThanOrEqual(4_000)
    expect(shop.telegram.violations(shop.bot)).toEqual([])
  })
})

function callsAbout(client: SimulatedUser): readonly CallRecord[] {
  return shop.telegram.calls(shop.bot).filter(call => Number(call.params.chat_id) === client.id)
}

function isRefused(call: CallRecord): boolean {
  return call.outcome.kind === 'refused'
}

/** The states of everything said or to be said to a client, in order. */
async function readStates(client: SimulatedUser): Promise<readonly string[]> {
  const rows = await shop.database.db
    .selectFrom('outbound as o')
    .innerJoin('conversations as c', 'c.id', 'o.conversation_id')
    .select('o.state')
    .where('c.user_id', '=', client.id)
    .orderBy('o.id')
    .execute()
  return rows.map(row => row.state)
}

function readPenalties(client: SimulatedUser): Promise<readonly object[]> {
  return shop.database.db
    .selectFrom('flood_wait_history')
    .select(['wait_seconds', 'method', 'chat_type'])
    .where('chat_id', '=', String(client.id))
    .execute()
}
