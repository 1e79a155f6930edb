import type { Browser, BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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

  it('puts on top who waits for a person, the best of them first', async () => {
    const { context, page } = await open('/inbox')
    await page.getByText('Waiting for a person').waitFor()
    const names = await page.getByRole('list', { name: 'Conversations' }).getByRole('link').allInnerTexts()
    expect(names.slice(0, 3)).toEqual(
      ['Анна Соколова', 'Северный лес', 'Daniel Weber'].map(name => expect.stringContaining(name)),
    )
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
    await context.close()
  })
})
