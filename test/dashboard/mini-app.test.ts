import { createHmac } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Secret, systemClock } from '#shared/utils'
import { buildDashboard } from '../../testing/dashboard/build-dashboard.ts'
import { exampleChats } from '../../testing/dashboard/example-chats.ts'
import { furnishInbox } from '../../testing/dashboard/furnish-inbox.ts'
import { startTestGateway, type TestGateway, testBusiness } from '../../testing/gateway-harness.ts'
import { isChromiumMissing, launchChromium } from '../../testing/launch-chromium.ts'

const token = '4000000000:mini-app-token'
const [owner, operator, stranger] = [900, 901, 902]

describe.skipIf(isChromiumMissing)('the dashboard as a Mini App, in a real browser', { timeout: 60_000 }, () => {
  let browser: Browser
  let test: TestGateway
  beforeAll(async () => {
    await buildDashboard()
    browser = await launchChromium()
    const business = { ...testBusiness, ownerId: owner, operatorIds: [operator] }
    test = await startTestGateway({ clock: systemClock, business, botTokens: async () => [new Secret(token)] })
    const place = { database: test.deps.database, accountId: test.deps.webchat.accountId }
    await furnishInbox(place, exampleChats, systemClock.now())
  })
  afterAll(async () => {
    await browser.close()
    await test.close()
  })

  /** As Telegram opens the page on a phone: what it has signed in the address, and its own app around it. */
  async function openIn(userId: number, path: string): Promise<Page> {
    const page = await browser.newPage({ locale: 'en-GB', viewport: { width: 390, height: 844 } })
    await page.addInitScript(telegramApp)
    const theme = JSON.stringify({ bg_color: '#17212b', text_color: '#f5f5f5' })
    const fragment = new URLSearchParams({ tgWebAppData: sign(userId), tgWebAppThemeParams: theme })
    await page.goto(`${test.url}${path}#${fragment}`)
    return page
  }

  it('opens for whom Telegram has signed, and the signature does not stay in the address', async () => {
    const page = await openIn(owner, '/settings/bots')
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor()
    expect(page.url()).toBe(`${test.url}/settings/bots`)
    expect(await page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark')
    expect(await listTold(page)).toEqual(expect.arrayContaining(['web_app_ready', 'web_app_expand']))
    await page.context().close()
  })

  it('goes back by the button of Telegram, which is there only while there is something to go back to', async () => {
    const page = await openIn(owner, '/inbox')
    const row = page.getByRole('link', { name: /Мурат/ })
    await row.waitFor()
    expect(await isBackShown(page)).toBe(false)
    await row.click()
    await page.getByRole('log', { name: 'Messages' }).waitFor()
    await expect.poll(() => isBackShown(page)).toBe(true)
    await page.evaluate("Telegram.WebView.receiveEvent('back_button_pressed', null)")
    await page.getByRole('heading', { level: 1, name: 'Inbox' }).waitFor()
    expect(page.url()).toBe(`${test.url}/inbox`)
    await expect.poll(() => isBackShown(page)).toBe(false)
    await page.context().close()
  })

  it('lets an operator read and write, and shows them nothing of what only an admin may see', async () => {
    const page = await openIn(operator, '/inbox')
    await page.getByRole('link', { name: /Мурат/ }).click()
    await page.getByRole('textbox', { name: 'Message' }).fill('By an operator, from Telegram')
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.getByRole('log').getByText('By an operator, from Telegram').waitFor()
    expect(await page.evaluate("fetch('/api/v1/me').then(answer => answer.json())")).toMatchObject({ role: 'operator' })
    await page.goto(`${test.url}/settings/keys`)
    await page.getByRole('heading', { name: 'You may not see this' }).waitFor()
    await page.context().close()
  })

  it('tells a stranger how to come in, and nothing else', async () => {
    const page = await openIn(stranger, '/inbox')
    await page.getByRole('heading', { name: 'Please sign in' }).waitFor()
    expect(await page.getByRole('link', { name: /Мурат/ }).count()).toBe(0)
    expect(page.url()).toBe(`${test.url}/inbox`)
    await page.context().close()
  })
})

function sign(userId: number): string {
  const user = JSON.stringify({ id: userId, first_name: 'Olga' })
  const authDate = String(Math.floor(systemClock.now() / 1000))
  const key = createHmac('sha256', 'WebAppData').update(token).digest()
  const hash = createHmac('sha256', key).update(`auth_date=${authDate}\nuser=${user}`).digest('hex')
  return new URLSearchParams({ auth_date: authDate, user, hash }).toString()
}

/** In the page: what Telegram's app on Android gives it, which keeps what it is told. */
const telegramApp = `
  globalThis.told = []
  globalThis.TelegramWebviewProxy = { postEvent: (type, data) => told.push({ type, data: JSON.parse(data) }) }
`

async function listTold(page: Page): Promise<readonly string[]> {
  return page.evaluate('told.map(({ type }) => type)')
}

/** What Telegram was told last of its back button. */
async function isBackShown(page: Page): Promise<boolean | undefined> {
  return page.evaluate("told.findLast(({ type }) => type === 'web_app_setup_back_button')?.data.is_visible")
}
