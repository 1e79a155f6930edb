import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findFreePort } from '../testing/bench/find-free-port.ts'
import { type ModelServer, startModelServer } from '../testing/model-server/index.ts'
import { openPlatformHarness, type PlatformHarness, startTimeoutMs } from '../testing/platform-harness.ts'
import type { SimulatedUser } from '../testing/telegram/index.ts'

/** The tests tell one story, in this order: a server that is not there, comes, fails and comes back. */
const ownerId = 900_001
const scriptedWords = /^Hello! I am an AI assistant/
let shop: PlatformHarness
let owner: SimulatedUser
let port: number
let late: ModelServer | null = null

beforeAll(async () => {
  port = await findFreePort()
  shop = await openPlatformHarness({
    env: {
      TELEGRAM_OWNER_ID: String(ownerId),
      AI_SERVER_BASE_URL: `http://127.0.0.1:${port}`,
      // Two questions fail four times: after a fifth failure the server would be left alone for some seconds.
      AI_SERVER_MAX_RETRIES: '1',
    },
  })
  await shop.start()
  owner = shop.telegram.addUser({ id: ownerId, firstName: 'Owner', languageCode: 'en' })
  owner.say(shop.bot, '/start')
  await shop.untilSaid(owner, 1)
}, startTimeoutMs)
afterAll(async () => {
  await shop.close()
  await late?.stop()
})

describe('a model server that is down from the start', () => {
  it('is stood in for by the script, for every client', async () => {
    expect(await ask('do you deliver?')).toMatch(scriptedWords)
    expect(await ask('do you gift-wrap?')).toMatch(scriptedWords)
  })

  it('is told of to the owner, once', async () => {
    expect(await untilTold(1)).toMatch(/^The model server does not answer/)
  })

  it('answers as soon as it is there, and the owner is told', async () => {
    late = await startModelServer({ port })
    expect(await ask('and now?')).toBe('You said: and now?')
    expect(await untilTold(2)).toBe('The model server answers again.')
  })
})

describe('a model server that fails while it runs', () => {
  it('is asked again when an answer breaks off, and only the whole answer is said', async () => {
    late?.failNext({ kind: 'cut', afterChunks: 3 })
    const anna = shop.newClient('en')
    anna.say(shop.bot, 'tell me about delivery')
    expect(await shop.untilSaid(anna, 1)).toBe('You said: tell me about delivery')
    anna.say(shop.bot, 'thanks')
    await shop.untilSaid(anna, 2)
    expect(shop.said(anna)).toEqual(['You said: tell me about delivery', 'You said: thanks'])
    expect(toldOfModel()).toHaveLength(2)
  })

  it('is stood in for, told of once more, and recovers', async () => {
    late?.failAlways({ kind: 'error-event' })
    expect(await ask('are you alive?')).toMatch(scriptedWords)
    expect(await untilTold(3)).toMatch(/^The model server does not answer/)
    late?.failAlways(null)
    expect(await ask('and now?')).toBe('You said: and now?')
    expect(await untilTold(4)).toBe('The model server answers again.')
  })
})

/** What a new client is told. */
async function ask(question: string): Promise<string> {
  const client = shop.newClient('en')
  client.say(shop.bot, question)
  return shop.untilSaid(client, 1)
}

/** What the owner was told about the model, oldest first; clients' questions reach them, too. */
function toldOfModel(): readonly string[] {
  return shop.said(owner).filter(text => text.startsWith('The model server'))
}

/** The latest of these notices, once there are so many. */
function untilTold(count: number): Promise<string | undefined> {
  return shop.until(() => (toldOfModel().length >= count ? toldOfModel().at(-1) : null))
}
