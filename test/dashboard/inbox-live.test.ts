import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createLinkToken } from '#capabilities/access'
import { type OpenDashboard, openDashboard } from '../../testing/dashboard/open-dashboard.ts'
import { isChromiumMissing, launchChromium } from '../../testing/launch-chromium.ts'
import { openPlatformHarness, type PlatformHarness, startTimeoutMs } from '../../testing/platform-harness.ts'
import type { SimulatedUser } from '../../testing/telegram/index.ts'

interface Dialogue {
  readonly messages: readonly { readonly delivery: readonly { readonly held_until: string | null }[] }[]
}

const arrivals = 10
/** What the dashboard promises, from the instant of storing until the words stand in the thread. */
const promisedMs = 200

describe.skipIf(isChromiumMissing)('the inbox over the running platform', () => {
  let harness: PlatformHarness
  let browser: Browser
  const opened: OpenDashboard[] = []
  beforeAll(async () => {
    harness = await openPlatformHarness()
    await harness.start()
    browser = await launchChromium()
  }, startTimeoutMs)
  afterEach(async () => {
    await Promise.all(opened.splice(0).map(({ context }) => context.close()))
  })
  afterAll(async () => {
    await browser.close()
    await harness.close()
  })

  async function openInbox(path = '/inbox', viewport = { width: 1440, height: 900 }): Promise<OpenDashboard> {
    const token = await harness.database.transaction(tx =>
      createLinkToken(tx, { role: 'admin', actor: 'test' }, Date.now()),
    )
    const link = `${harness.platform.gatewayUrl()}/login?token=${token}`
    const dashboard = await openDashboard(browser, { link, path, viewport })
    opened.push(dashboard)
    await dashboard.page.getByRole('heading', { level: 1, name: 'Inbox' }).waitFor()
    return dashboard
  }

  /** A client who has written and was answered, by a name of their own. */
  async function newTalk(firstName: string): Promise<SimulatedUser> {
    const client = harness.telegram.addUser({ firstName, languageCode: 'en' })
    client.say(harness.bot, `Hello from ${firstName}`)
    await harness.untilSaid(client, 1)
    return client
  }

  const thread = (page: Page) => page.getByRole('log', { name: 'Messages' })
  async function openChat(page: Page, name: string): Promise<void> {
    await page.getByRole('link', { name: new RegExp(name) }).click()
    await page.getByRole('heading', { name, exact: true }).waitFor()
  }

  it('shows a message by itself, a moment after it was stored', async () => {
    const client = await newTalk('Vera')
    const { page, complaints } = await openInbox()
    await openChat(page, 'Vera')
    const delays: number[] = []
    for (let round = 0; round < arrivals; round++) {
      const text = `Round ${round}`
      const seen = page.evaluate<number>(`new Promise(done => {
        const look = () => document.querySelector('[role=log]').textContent.includes('${text}') && done(Date.now())
        new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true })
      })`)
      client.say(harness.bot, text)
      const seenAt = await seen
      delays.push(seenAt - (await storedAt(text)))
    }
    const [best = 0, median = 0] = [0, arrivals >> 1].map(place => delays.toSorted((one, other) => one - other)[place])
    console.log(`shown ${delays.join(', ')} ms after they were stored: ${median} ms in the middle, ${best} ms at best`)
    // How busy the machine of a test is, nobody knows: each arrival has its own chance of a quiet moment, and one must have had it.
    expect(best).toBeLessThanOrEqual(promisedMs)
    expect(complaints).toEqual([])
  })

  /** The platform's own instant of storing a message, by the clock of this machine: before its transaction is on the disk. */
  async function storedAt(text: string): Promise<number> {
    const { db } = harness.database
    const { id } = await db
      .selectFrom('messages')
      .select('id')
      .where('content', '=', text)
      .where('role', '=', 'user')
      .executeTakeFirstOrThrow()
    const stored = await db
      .selectFrom('events')
      .select(['occurred_at', 'payload'])
      .where('type', '=', 'message.received')
      .execute()
    const event = stored.find(({ payload }) => JSON.parse(payload).messageId === id)
    if (event === undefined) throw new TypeError(`no event tells of message ${id}`)
    return event.occurred_at
  }

  it('lets a person take over, answer and give back, and the AI is silent in between', async () => {
    const client = await newTalk('Olga')
    const { page, complaints } = await openInbox()
    await openChat(page, 'Olga')
    await page.getByRole('button', { name: 'Take over' }).click()
    await page.getByRole('button', { name: 'Hand back to AI' }).waitFor()
    const before = harness.said(client).length
    client.say(harness.bot, 'Anybody there?')
    await thread(page).getByText('Anybody there?').waitFor()
    await page.getByRole('textbox', { name: 'Message' }).fill('Yes, this is **Maria**.')
    await page.keyboard.press('Enter')
    expect(await harness.untilSaid(client, before + 1)).toBe('Yes, this is Maria.')
    await thread(page).locator('[data-role=human]').getByRole('img', { name: 'Sent' }).waitFor()
    await page.getByRole('button', { name: 'Hand back to AI' }).click()
    await page.getByRole('button', { name: 'Take over' }).waitFor()
    client.say(harness.bot, 'And the AI?')
    await harness.untilSaid(client, before + 2)
    await thread(page).locator('[data-role=assistant]').nth(1).waitFor()
    expect(harness.said(client).slice(before)).toHaveLength(2)
    expect(complaints).toEqual([])
  })

  it('shows two people who take over at once the same truth, and both answers arrive once', async () => {
    const client = await newTalk('Pavel')
    const people = await Promise.all([openInbox(), openInbox()])
    await Promise.all(people.map(({ page }) => openChat(page, 'Pavel')))
    const buttons = await Promise.all(
      people.map(({ page }) => page.getByRole('button', { name: 'Take over' }).elementHandle()),
    )
    // Whatever the button has come to mean by then.
    await Promise.all(buttons.map(button => button?.dispatchEvent('click')))
    for (const { page } of people) await page.getByRole('button', { name: 'Hand back to AI' }).waitFor()
    const before = harness.said(client).length
    for (const [index, { page }] of people.entries()) {
      await page.getByRole('textbox', { name: 'Message' }).fill(`Person ${index}`)
      await page.keyboard.press('Enter')
    }
    await harness.untilSaid(client, before + 2)
    for (const { page } of people) {
      for (const text of ['Person 0', 'Person 1']) await thread(page).getByText(text, { exact: true }).waitFor()
    }
    expect(harness.said(client).slice(before).toSorted()).toEqual(['Person 0', 'Person 1'])
    const taken = await harness.database.db
      .selectFrom('audit_log')
      .select('id')
      .where('action', '=', 'conversation.take_over')
      .where('target', '=', `conversation:${new URL(people[0].page.url()).pathname.split('/').at(-1)}`)
      .execute()
    expect(taken).toHaveLength(1)
  })

  it('shows as text whatever a client writes, is called, or names a file', async () => {
    const hostile = '<img src=x onerror="window.hasRun=1">'
    const client = harness.telegram.addUser({
      firstName: hostile,
      lastName: '"><script>window.hasRun=1</script>',
      username: 'hostile_one',
    })
    client.say(
      harness.bot,
      `${hostile} [tap](javascript:window.hasRun=1) https://example.com/"onmouseover="window.hasRun=1`,
    )
    await harness.untilSaid(client, 1)
    client.sendDocument(harness.bot, {
      name: `${hostile}.txt`,
      mimeType: 'text/plain',
      caption: '</textarea><script>window.hasRun=1</script>',
    })
    await harness.untilSaid(client, 2)
    const { page, complaints } = await openInbox()
    await page.getByText(hostile, { exact: false }).first().click()
    await page.getByRole('heading', { level: 2 }).first().waitFor()
    await thread(page).getByText('</textarea>', { exact: false }).first().waitFor()
    expect(await page.getByRole('heading', { level: 2 }).first().innerText()).toContain(hostile)
    expect(await page.evaluate('window.hasRun')).toBeUndefined()
    expect(await page.locator('img[src=x], script:not([src])').count()).toBe(0)
    const links = await thread(page)
      .locator('a')
      .evaluateAll(all => all.map(link => link.getAttribute('href')))
    expect(links.filter(href => !href?.startsWith('https://example.com/'))).toEqual([])
    expect(complaints).toEqual([])
  })

  it('shows that the AI is writing, and stops it: nothing is said, and the AI answers the next message', async () => {
    const client = await newTalk('Stepan')
    const { page, complaints } = await openInbox()
    await openChat(page, 'Stepan')
    const before = harness.said(client).length
    const release = harness.holdModel()
    client.say(harness.bot, 'Think long about this')
    await harness.untilAsked('Think long about this')
    await page.getByText('The AI is writing an answer…').waitFor()
    await page.getByRole('button', { name: 'Stop', exact: true }).click()
    await page.getByText('Stopped. The AI answers the next message.').waitFor()
    await page.getByText('The AI is writing an answer…').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Take over' }).waitFor()
    release()
    client.say(harness.bot, 'And now?')
    // What is said next comes out after whatever would have been said.
    expect(await harness.untilSaid(client, before + 1)).toContain('And now?')
    expect(harness.said(client)).toHaveLength(before + 1)
    expect(complaints).toEqual([])
  })

  it('says until when Telegram keeps an answer back, which then leaves by itself', async () => {
    const client = await newTalk('Timur')
    const { page, complaints } = await openInbox()
    await openChat(page, 'Timur')
    harness.telegram.faults.add({
      kind: 'status',
      status: 429,
      retryAfter: 5,
      method: 'sendMessage',
      chatId: client.id,
    })
    client.say(harness.bot, 'Too fast?')
    const note = await thread(page)
      .getByText(/It leaves by itself, not before \d\d:\d\d:\d\d\./)
      .innerText()
    const { penalty, chat } = await readPenalty(client)
    const { messages } = await page.evaluate<Dialogue>(
      `fetch('/api/v1/conversations/${chat}').then(answer => answer.json())`,
    )
    expect(messages.at(-1)?.delivery).toMatchObject([{ state: 'queued', held_until: expect.any(String) }])
    const heldUntilMs = Date.parse(messages.at(-1)?.delivery[0]?.held_until ?? '')
    // The refusal is noted, and what is known of it written, within the same moment.
    expect(Math.abs(heldUntilMs - penalty.occurred_at - 5_000)).toBeLessThan(2_000)
    expect(note).toContain(await page.evaluate<string>(`new Date(${heldUntilMs}).toLocaleTimeString('en-GB')`))
    await harness.untilSaid(client, 2)
    await page.getByText('not before', { exact: false }).waitFor({ state: 'detached' })
    await thread(page).locator('[data-role=assistant]').last().getByRole('img', { name: 'Sent' }).waitFor()
    expect(complaints).toEqual([])
  })

  async function readPenalty({ id }: SimulatedUser) {
    const { db } = harness.database
    const penalty = await db
      .selectFrom('flood_wait_history')
      .select('occurred_at')
      .where('chat_id', '=', String(id))
      .executeTakeFirstOrThrow()
    const conversation = await db
      .selectFrom('conversations')
      .select('id')
      .where('chat_id', '=', String(id))
      .executeTakeFirstOrThrow()
    return { penalty, chat: conversation.id }
  }

  it('plays what a client has spoken, from Telegram and only when asked', async () => {
    const client = await newTalk('Galina')
    const { page } = await openInbox()
    await openChat(page, 'Galina')
    client.sendVoice(harness.bot, { bytes: Buffer.from('OggS and a voice') })
    await thread(page).getByRole('button', { name: 'Play' }).waitFor()
    const asked = () => harness.telegram.calls(harness.bot, { method: 'getFile' }).length
    const before = asked()
    await thread(page).getByRole('button', { name: 'Play' }).click()
    await thread(page).locator('audio[src^="blob:"]').waitFor()
    expect(asked()).toBe(before + 1)
  })

  it('is worked by the keyboard alone', async () => {
    const client = await newTalk('Kira')
    const { page } = await openInbox()
    await page.getByRole('link', { name: /Kira/ }).waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('Kira')
    await expect.poll(() => page.getByRole('list', { name: 'Conversations' }).getByRole('link').count()).toBe(1)
    await page.keyboard.press('Escape')
    await page.keyboard.press('j')
    await page.getByRole('heading', { level: 2, name: 'Kira' }).waitFor()
    await page.getByRole('button', { name: 'Take over' }).waitFor()
    await page.keyboard.press('t')
    await page.getByRole('button', { name: 'Hand back to AI' }).waitFor()
    const before = harness.said(client).length
    await page.keyboard.press('r')
    await page.keyboard.type('By keys alone')
    await page.keyboard.press('Enter')
    expect(await harness.untilSaid(client, before + 1)).toBe('By keys alone')
    await page.keyboard.press('Escape')
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keys' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog', { name: 'Keys' }).waitFor({ state: 'hidden' })
  })

  it('fits a phone: the list, then the conversation, and back, with nothing to scroll sideways', async () => {
    await newTalk('Ivan')
    const { page } = await openInbox('/inbox', { width: 390, height: 844 })
    const isTooWide = () => page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth')
    expect(await isTooWide()).toBe(false)
    await openChat(page, 'Ivan')
    expect(await page.getByRole('heading', { level: 1, name: 'Inbox' }).count()).toBe(0)
    expect(await isTooWide()).toBe(false)
    await page.getByRole('button', { name: 'Details' }).click()
    await page.getByRole('complementary', { name: 'Details' }).getByText('Stage').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('link', { name: 'Back to the list' }).click()
    await page.getByRole('heading', { level: 1, name: 'Inbox' }).waitFor()
    await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: 'Leads' }).waitFor()
  })

  it('finds what came while the server was away, each message once', async () => {
    const client = await newTalk('Nina')
    const { page } = await openInbox()
    await openChat(page, 'Nina')
    const port = new URL(harness.platform.gatewayUrl()).port
    await harness.platform.kill()
    await page.getByText('No connection.', { exact: false }).waitFor()
    client.say(harness.bot, 'While you were away')
    await harness.start({ API_GATEWAY_PORT: port })
    await thread(page).getByText('While you were away', { exact: true }).waitFor()
    await page.getByText('No connection.', { exact: false }).waitFor({ state: 'hidden' })
    client.say(harness.bot, 'And now')
    await thread(page).getByText('And now', { exact: true }).waitFor()
    await harness.untilSaid(client, 3)
    const said = await thread(page).locator('[data-role=user]').allInnerTexts()
    expect(said.map(text => text.split('\n')[0])).toEqual(['Hello from Nina', 'While you were away', 'And now'])
  })

  it('finds what came while the browser was offline, each message once', async () => {
    const client = await newTalk('Lena')
    const { context, page } = await openInbox()
    await openChat(page, 'Lena')
    await context.setOffline(true)
    await page.getByText('No connection.', { exact: false }).waitFor()
    client.say(harness.bot, 'While you were in the tunnel')
    await harness.untilSaid(client, 2)
    expect(await thread(page).getByText('While you were in the tunnel', { exact: true }).count()).toBe(0)
    await context.setOffline(false)
    await thread(page).getByText('While you were in the tunnel', { exact: true }).waitFor()
    await page.getByText('No connection.', { exact: false }).waitFor({ state: 'hidden' })
    client.say(harness.bot, 'Out of it')
    await thread(page).getByText('Out of it', { exact: true }).waitFor()
    const said = await thread(page).locator('[data-role=user]').allInnerTexts()
    const words = ['Hello from Lena', 'While you were in the tunnel', 'Out of it']
    expect(said.map(text => text.split('\n')[0])).toEqual(words)
  })
})
