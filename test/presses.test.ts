import { afterAll, beforeAll, expect, it } from 'vitest'
import { openPlatformHarness, type PlatformHarness, startTimeoutMs } from '../testing/platform-harness.ts'
import type { SimulatedUser, TranscriptEntry } from '../testing/telegram/index.ts'

const clients = 50
// A spinning button is looked at for about a second before it is pressed again. A busy test machine is given more.
const wideLimitMs = 10_000
const patienceMs = 60_000

let shop: PlatformHarness

beforeAll(async () => {
  shop = await openPlatformHarness()
  await shop.start()
}, startTimeoutMs)
afterAll(() => shop.close())

it(
  `a pressed button stops spinning at once, before anything is said, while ${clients} clients wait for a slow model`,
  async () => {
    const anna = shop.newClient('en')
    anna.say(shop.bot, '/forget')
    const question = await shop.until(() => asked(anna), patienceMs)
    const release = shop.holdModel()
    const others = Array.from({ length: clients }, () => shop.newClient('en'))
    for (const [at, other] of others.entries()) other.say(shop.bot, `question number ${at}`)
    await shop.until(() => shop.telegram.pendingUpdateIds(shop.bot).length === 0, patienceMs)
    await shop.untilAsked('question number')

    const pressedAtMs = performance.now()
    const click = anna.click(question, dataOf(question))
    const tookMs = await shop.until(() => click.answer !== null && performance.now() - pressedAtMs, patienceMs)
    expect(tookMs).toBeLessThan(wideLimitMs)
    expect(others.flatMap(other => shop.said(other))).toEqual([])

    release()
    await shop.untilSaid(anna, 2)
    for (const other of others) await shop.untilSaid(other, 1)
    const [answered, said] = ['answerCallbackQuery', 'sendMessage'].map(method =>
      shop.telegram.calls(shop.bot, { method }).at(method === 'sendMessage' ? 1 : 0),
    )
    expect(answered?.atMs).toBeLessThanOrEqual(said?.atMs ?? 0)
  },
  4 * patienceMs,
)

/** The first message with buttons. */
function asked(client: SimulatedUser): TranscriptEntry | undefined {
  return shop.telegram.transcript(shop.bot, client).find(({ message }) => message.reply_markup !== undefined)
}

function dataOf({ message }: TranscriptEntry): string {
  const button = message.reply_markup?.inline_keyboard.flat().at(-1)
  if (button === undefined || !('callback_data' in button)) throw new TypeError('no button')
  return button.callback_data ?? ''
}
