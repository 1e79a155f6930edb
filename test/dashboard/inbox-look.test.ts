import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TurnId } from '#shared/database'
import { systemClock } from '#shared/utils'
import { buildDashboard } from '../../testing/dashboard/build-dashboard.ts'
import { exampleChats } from '../../testing/dashboard/example-chats.ts'
import { furnishInbox } from '../../testing/dashboard/furnish-inbox.ts'
import { furnishManyChats } from '../../testing/dashboard/furnish-many-chats.ts'
import { findViolations, type OpenDashboard, openDashboard } from '../../testing/dashboard/open-dashboard.ts'
import { startTestGateway, type TestGateway } from '../../testing/gateway-harness.ts'
import { isChromiumMissing, launchChromium } from '../../testing/launch-chromium.ts'

describe.skipIf(isChromiumMissing)('the inbox, as it looks', () => {
  let browser: Browser
  let test: TestGateway
  beforeAll(async () => {
    await buildDashboard()
    browser = await launchChromium()
    test = await startTestGateway({ clock: systemClock })
    const place = { database: test.deps.database, accountId: test.deps.webchat.accountId }
    await furnishInbox(place, exampleChats, Date.now())
  })
  afterAll(async () => {
    await browser.close()
    await test.close()
  })

  async function open(path: string, options: BrowserContextOptions = {}): Promise<OpenDashboard> {
    return openDashboard(browser, { link: await test.gateway.createLoginLink(), path, ...options })
  }

  /** A furnished conversation, with the newest message of its client. */
  async function findChat(name: string) {
    return test.deps.database.db
      .selectFrom('messages as m')
      .innerJoin('conversations as c', 'c.id', 'm.conversation_id')
      .innerJoin('contacts as p', 'p.id', 'c.contact_id')
      .select(['c.id', 'm.id as newest'])
      .where('p.display_name', '=', name)
      .where('m.role', '=', 'user')
      .orderBy('m.id', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
  }

  it.each([
    ['light', 1440],
    ['dark', 1440],
    ['light', 390],
    ['dark', 390],
  ] as const)('has nothing that shuts anybody out: %s, %s pixels wide', async (colorScheme, width) => {
    const { context, page, complaints } = await open('/inbox/1', { colorScheme, viewport: { width, height: 900 } })
    await page.getByText('каталог', { exact: false }).first().waitFor()
    expect(await findViolations(page)).toEqual([])
    await page.goto(`${test.url}/inbox`)
    await page.getByRole('link', { name: /Daniel Weber/ }).waitFor()
    expect(await findViolations(page)).toEqual([])
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keys' }).waitFor()
    expect(await findViolations(page)).toEqual([])
    expect(complaints).toEqual([])
    await context.close()
  })

  it('leads back from a conversation that is not there, on a phone', async () => {
    const { context, page } = await open('/inbox/999999', { viewport: { width: 390, height: 844 } })
    await page.getByRole('heading', { name: 'There is nothing here' }).waitFor()
    await page.getByRole('link', { name: 'Back to the list' }).click()
    await page.getByRole('heading', { level: 1, name: 'Inbox' }).waitFor()
    await context.close()
  })

  it('puts on top who waits for a person, the best of them first', async () => {
    const { context, page } = await open('/inbox')
    await page.getByText('Waiting for a person').waitFor()
    const names = await page.getByRole('list', { name: 'Conversations' }).getByRole('link').allInnerTexts()
    expect(names.slice(0, 3)).toEqual(
      ['Анна Соколова', 'Северный лес', 'Daniel Weber'].map(name => expect.stringContaining(name)),
    )
    await context.close()
  })

  it('says what became of a message that did not arrive as usual, and what to do', async () => {
    const { context, page, complaints } = await open('/inbox')
    const list = page.getByRole('list', { name: 'Conversations' })
    await list.getByRole('link', { name: /Ольга П\./ }).click()
    await page.getByText('Telegram refused it, and it is not tried again.', { exact: false }).waitFor()
    await page.getByText('telegram.forbidden').waitFor()
    await list.getByRole('link', { name: /Игорь Лебедев/ }).click()
    await page.getByText('Telegram did not say whether it arrived.', { exact: false }).waitFor()
    expect(await findViolations(page)).toEqual([])
    expect(complaints).toEqual([])
    await context.close()
  })

  it('says what backs each statement of the AI', async () => {
    const { context, page } = await open('/inbox')
    await page.getByRole('link', { name: /Мурат/ }).click()
    const claims = page.getByRole('list', { name: 'What backs this' }).getByRole('listitem')
    await claims.first().waitFor()
    expect(await claims.allInnerTexts()).toEqual([
      '“от 60 000 ₽”: prices.md › Лендинг',
      '“2 недели”: prices.md › Сроки',
    ])
    expect(await findViolations(page)).toEqual([])
    await context.close()
  })

  it('counts down the time in which the owner’s own chat may be answered', async () => {
    const { context, page } = await open('/inbox')
    await page.getByRole('link', { name: /Северный лес/ }).click()
    await page.getByText(/You may answer until .+: 23 h \d+ min left/).waitFor()
    await context.close()
  })

  it('shows which words a slot was learned from, in the words of the playbook, and goes to them', async () => {
    const { context, page } = await open('/inbox/1', { locale: 'ru-RU', viewport: { width: 1440, height: 900 } })
    const panel = page.getByRole('complementary', { name: 'Подробности' })
    await panel.getByText('К какому сроку', { exact: true }).waitFor()
    await panel.getByText('Русский', { exact: true }).waitFor()
    await panel.getByRole('button', { name: 'Хотелось бы до конца сентября' }).first().click()
    await page.locator('[data-marked]').getByText('Хотелось бы до конца сентября', { exact: false }).waitFor()
    await context.close()
  })

  it('says why a file cannot be had, and keeps what was heard in it', async () => {
    const { context, page } = await open('/inbox/1')
    const voice = page.getByRole('listitem').filter({ hasText: 'Хотелось бы до конца сентября' })
    await voice.getByRole('button', { name: 'Play' }).click()
    await voice.getByText('Telegram has this file no longer', { exact: false }).waitFor()
    expect(await findViolations(page)).toEqual([])
    await context.close()
  })

  it('marks as unread what came since the browser looked last, until it is opened', async () => {
    const { context, page } = await open('/inbox')
    const row = page.getByRole('link', { name: /Sophie Martin/ })
    await row.waitFor()
    expect(await row.getByRole('img', { name: 'unread' }).count()).toBe(0)
    const { id } = await findChat('Sophie Martin')
    const { db } = test.deps.database
    const message = { role: 'user', content: 'Are you there?', message_metadata: null, external_id: 'later' } as const
    await db
      .insertInto('messages')
      .values({
        ...message,
        conversation_id: id,
        timestamp: Date.now(),
        contact_id: null,
        turn_id: null,
        edited_at: null,
      })
      .execute()
    await page.reload()
    await row.getByRole('img', { name: 'unread' }).waitFor()
    await row.click()
    await page.getByRole('log').getByText('Are you there?').waitFor()
    await page.getByRole('link', { name: /Мурат/ }).click()
    await row.getByRole('img', { name: 'unread' }).waitFor({ state: 'detached' })
    await context.close()
  })

  it('sends the answer that the AI proposes in the words of whoever approves it', async () => {
    const { id, newest } = await findChat('Sophie Martin')
    const { db } = test.deps.database
    const turn = {
      conversation_id: id,
      number: 1,
      outcome: 'replied',
      reason: null,
      started_at: 0,
      finished_at: 0,
    } as const
    const seen = { first_message_id: newest, last_message_id: newest, first_token_ms: null, model: null }
    const unasked = { prompt_tokens: null, completion_tokens: null, model_asked_at: null, model_answered_at: null }
    const turn_id = 'turn-of-a-draft' as TurnId
    await db
      .insertInto('turns')
      .values({ id: turn_id, ...turn, ...seen, ...unasked })
      .execute()
    const texts = [{ markdown: 'We are **here**.' }]
    const content = JSON.stringify({ texts, language: 'en', state: null, claims: [] })
    const held = { conversation_id: id, turn_id, seen_message_id: newest, content, created_at: 0, settled_at: null }
    await db.insertInto('cockpit_drafts').values(held).execute()
    const { context, page, complaints } = await open(`/inbox/${id}`)
    const card = page.getByRole('region', { name: 'The AI proposes this answer' })
    await card.getByText('We are here.').waitFor()
    expect(await findViolations(page)).toEqual([])
    await card.getByRole('button', { name: 'Edit' }).click()
    await card.getByRole('textbox').fill('We are here, and glad.')
    await card.getByRole('button', { name: 'Send it' }).click()
    await page.getByRole('log').getByText('We are here, and glad.').waitFor()
    await card.waitFor({ state: 'detached' })
    expect(complaints).toEqual([])
    await context.close()
  })

  it('notes for colleagues and books a meeting beside the thread', async () => {
    const { id } = await findChat('Мурат')
    const { context, page, complaints } = await open(`/inbox/${id}`, { viewport: { width: 1440, height: 900 } })
    await page.getByRole('radiogroup', { name: 'What is written' }).getByText('Note', { exact: true }).click()
    await page.getByRole('textbox', { name: 'Note for colleagues' }).fill('Call before noon')
    await page.keyboard.press('Enter')
    const panel = page.getByRole('complementary', { name: 'Details' })
    await panel.getByText('Call before noon').waitFor()
    await panel.getByText(/^You · /).waitFor()
    await panel.getByRole('button', { name: 'Book a meeting' }).click()
    const dialog = page.getByRole('dialog', { name: 'Book a meeting with Мурат' })
    await dialog
      .getByRole('button', { name: /^\d\d:\d\d$/ })
      .first()
      .click()
    await page.getByText(/^Booked for /).waitFor()
    expect(complaints).toEqual([])
    await context.close()
  })

  it('tells a viewer that they may read, and offers them nothing that would be refused', async () => {
    const { context, page } = await open('/inbox/1')
    await page.route('**/api/v1/me', route =>
      route.fulfill({ json: { actor: 'session:9', kind: 'session', role: 'viewer' } }),
    )
    await page.reload()
    await page.getByText('Your role may read, but not write.').waitFor()
    expect(await page.getByRole('button', { name: /Take over|Hand back|Book/ }).count()).toBe(0)
    await context.close()
  })

  it('keeps 10,000 conversations a few elements, to the very end of the list', { timeout: 240_000 }, async () => {
    await furnishManyChats(
      { database: test.deps.database, accountId: test.deps.webchat.accountId },
      10_000,
      Date.now() - 30 * 86_400_000,
    )
    const { context, page } = await open('/inbox')
    const list = page.getByRole('list', { name: 'Conversations' })
    await list.waitFor()
    const counts: number[] = []
    const scrollOn = async (): Promise<boolean> => {
      await list.evaluate(element => {
        const scroller = (element as unknown as { readonly parentElement: { scrollTop: number } }).parentElement
        scroller.scrollTop = 1e9
      })
      counts.push(await list.getByRole('listitem').count())
      return list.getByText('Client 10000', { exact: true }).isVisible()
    }
    await expect.poll(scrollOn, { timeout: 200_000, interval: 20 }).toBe(true)
    expect(Math.max(...counts)).toBeLessThan(60)
    // How often this machine draws at all tells the page itself, while it stands still. A second look is for whatever else was busy.
    const isSmooth = (await scrollsSmoothly(page)) || (await scrollsSmoothly(page))
    expect(isSmooth).toBe(true)
    await context.close()
  })
})

// Of a display that draws 60 times a second. A page that draws more often than that needs not keep it up.
const frameMs = 1000 / 60
const toleratedShare = 1.25

/** Whether half of the frames, or more, take no longer while the list is scrolled than while it stands still. */
async function scrollsSmoothly(page: Page): Promise<boolean> {
  const still = await page.evaluate<Frames>(measureFrames(0))
  const scrolled = await page.evaluate<Frames>(measureFrames(4))
  console.log(
    `10,000 conversations: ${describeFrames(scrolled)} while they are scrolled, ${describeFrames(still)} while they are not`,
  )
  return scrolled.count > 10 && scrolled.medianMs <= toleratedShare * Math.max(frameMs, still.medianMs)
}

interface Frames {
  readonly count: number
  readonly medianMs: number
  readonly worstMs: number
}

function describeFrames({ count, medianMs, worstMs }: Frames): string {
  return `${count} frames of ${medianMs} ms (the longest ${worstMs})`
}

/** Scrolls up for two seconds, so many pixels a millisecond, and tells how long frames took. */
function measureFrames(pixelsPerMs: number): string {
  return `new Promise(done => {
    const scroller = document.querySelector('ul[aria-label=Conversations]').parentElement
    const frames = []
    const begun = performance.now()
    let before = begun
    const step = now => {
      frames.push(now - before)
      before = now
      scroller.scrollTop -= ${pixelsPerMs} * frames.at(-1)
      if (now - begun < 2000) return requestAnimationFrame(step)
      const sorted = frames.slice(1).toSorted((one, other) => one - other)
      const round = ms => Math.round(ms * 10) / 10
      done({ count: sorted.length, medianMs: round(sorted[sorted.length >> 1]), worstMs: round(sorted.at(-1)) })
    }
    requestAnimationFrame(step)
  })`
}
