import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openPlatformHarness, type PlatformHarness, startTimeoutMs } from '../testing/platform-harness.ts'

// Each client writes once. The whole proof takes 10,000 (see CONTRIBUTING.md) and a minute and a half; this many tell nearly as much.
const clients = Number(process.env.EXACTLY_ONCE_UPDATES ?? 2000)
let shop: PlatformHarness

beforeAll(async () => {
  shop = await openPlatformHarness({
    telegram: { recordCalls: false, keptUpdates: clients },
    env: {
      LOGGING_LEVEL: 'warn',
      CONVERSATION_DEBOUNCE_MS: '0',
      TELEGRAM_MESSAGES_PER_SECOND_PER_BOT: '1000',
    },
  })
}, startTimeoutMs)
afterAll(() => shop.close())

it(`${clients} updates, delivered twice, shuffled, across three restarts, are one message and one turn each`, async () => {
  // One message a client: so that each must get a turn, and an answer, of its own.
  const people = Array.from({ length: clients }, () => shop.newClient())
  const ids = people.map((person, index) => person.say(shop.bot, `question ${index}`).updateId ?? 0)
  let delivered = 0
  shop.telegram.onEvent(event => {
    if (event.kind === 'sent') delivered += 1
  })

  // Copies come shuffled and before the updates themselves; each run ends in the middle of its work.
  for (const [run, enough] of [0.2, 0.45, 0.7].entries()) {
    shop.telegram.redeliver(shop.bot, ids, { shuffle: true, seed: run })
    const platform = await shop.start()
    await shop.until(() => delivered >= enough * clients, 120_000)
    await (run === 1 ? platform.stop() : platform.kill())
  }
  await shop.start()
  await expect.poll(readCounts, { timeout: 180_000 }).toEqual({
    updates: clients,
    messages: clients,
    turns: clients,
    conversations: clients,
    answeredConversations: clients,
    parts: clients,
    open: 0,
  })
  // Copies that are still to come must change nothing either.
  await shop.until(() => shop.telegram.pendingUpdateIds(shop.bot).length === 0, 120_000)
  expect((await readCounts()).turns).toBe(clients)

  const unknown = await countUnknown()
  const heard = people.map(person => shop.said(person))
  expect(heard.filter(answers => answers.length > 1)).toEqual([])
  expect(heard.filter(answers => answers.length === 1).length).toBeGreaterThanOrEqual(clients - unknown)
  expect(heard.every((answers, index) => answers.length === 0 || answers[0] === `You said: question ${index}`)).toBe(
    true,
  )
}, 600_000)

async function readCounts(): Promise<Readonly<Record<string, number>>> {
  const { rows } = await sql<Readonly<Record<string, number>>>`select
    (select count(*) from updates) as updates,
    (select count(*) from messages where role = 'user') as messages,
    (select count(*) from turns) as turns,
    (select count(*) from conversations) as conversations,
    (select count(distinct conversation_id) from turns) as "answeredConversations",
    (select count(*) from outbound) as parts,
    (select count(*) from outbound where state not in ('sent', 'unknown')) as open`.execute(shop.database.db)
  return rows[0] ?? {}
}

/** Answers that were in the air at one of the kills. */
async function countUnknown(): Promise<number> {
  const unknown = shop.database.db.selectFrom('outbound').select('id').where('state', '=', 'unknown')
  return (await unknown.execute()).length
}
