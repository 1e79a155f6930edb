import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLinkToken } from '#capabilities/access'
import { systemClock } from '#shared/utils'
import { buildDashboard } from '../../../testing/dashboard/build-dashboard.ts'
import { furnishSettings } from '../../../testing/dashboard/furnish-settings.ts'
import { findViolations, type OpenDashboard, openDashboard } from '../../../testing/dashboard/open-dashboard.ts'
import { startTestGateway, type TestGateway } from '../../../testing/gateway-harness.ts'
import { isChromiumMissing, launchChromium } from '../../../testing/launch-chromium.ts'

const looks = [
  ['on a desk', { viewport: { width: 1280, height: 800 } }],
  ['on a phone, in the dark', { viewport: { width: 390, height: 844 }, colorScheme: 'dark' }],
] as const

describe.skipIf(isChromiumMissing)('what is seldom seen, in a real browser', { timeout: 240_000 }, () => {
  let browser: Browser
  let test: TestGateway
  beforeAll(async () => {
    await buildDashboard()
    browser = await launchChromium()
    test = await startTestGateway({ clock: systemClock })
    await furnishSettings(test.deps.database, systemClock.now())
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await test.close()
  })

  const openAs = async (role: 'viewer' | 'admin', options: object): Promise<OpenDashboard> => {
    const { clock, database } = test.deps
    const token = await database.transaction(tx => createLinkToken(tx, { role, actor: 'test' }, clock.now()))
    return openDashboard(browser, { link: `${test.url}/login?token=${token}`, path: '/settings/keys', ...options })
  }

  it.each(looks)('has nothing that axe finds wrong: who is not signed in, %s', async (_, options) => {
    const context = await browser.newContext({ locale: 'en-GB', ...options })
    const page = await context.newPage()
    await page.goto(`${test.url}/inbox`)
    await page.getByRole('heading', { name: 'Please sign in' }).waitFor()
    expect(await findViolations(page)).toEqual([])
    await page.goto(`${test.url}/chat`)
    await page.getByRole('heading').first().waitFor()
    expect(await findViolations(page)).toEqual([])
    await context.close()
  })

  it.each(looks)('has nothing that axe finds wrong: what is missing, broken or forbidden, %s', async (_, options) => {
    const { context, page } = await openAs('viewer', options)
    await page.getByRole('heading', { name: 'You may not see this' }).waitFor()
    expect(await findViolations(page)).toEqual([])
    for (const path of ['/knowledge/nowhere', '/leads/4040']) {
      await page.goto(`${test.url}${path}`)
      await page.getByRole('heading', { name: 'There is nothing here' }).waitFor()
      expect(await findViolations(page), path).toEqual([])
    }
    await page.route('**/api/v1/{leads,conversations,knowledge}?*', route => route.abort())
    for (const path of ['/leads', '/inbox', '/knowledge']) {
      await page.goto(`${test.url}${path}`)
      await page.getByRole('button', { name: 'Try again' }).first().waitFor()
      expect(await findViolations(page), path).toEqual([])
    }
    await context.close()
  })

  it.each(looks)('has nothing that axe finds wrong: what is asked back and shown once, %s', async (_, options) => {
    const { context, page } = await openAs('admin', options)
    await page.getByRole('textbox', { name: 'Name' }).fill('Bookkeeping')
    await page.getByRole('button', { name: 'Make a key' }).click()
    await page.getByText('It is shown only now').waitFor()
    expect(await findViolations(page)).toEqual([])
    await goTo(page, 'webhooks')
    await page.getByRole('button', { name: 'Deliveries' }).click()
    await page.getByText('Nothing was sent yet.').waitFor()
    expect(await findViolations(page)).toEqual([])
    await goTo(page, 'bots')
    await page.getByRole('button', { name: 'Remove', exact: true }).first().click()
    await page.getByText('The bot falls silent within seconds.', { exact: false }).waitFor()
    expect(await findViolations(page)).toEqual([])
    await goTo(page, 'team')
    for (const button of ['Change', 'Revoke']) {
      await page.getByRole('button', { name: button, exact: true }).first().click()
      expect(await findViolations(page), button).toEqual([])
    }
    await context.close()
  })

  it.each(looks)('has nothing that axe finds wrong: the web chat, %s', async (_, options) => {
    const { context, page } = await openAs('admin', options)
    await page.goto(`${test.url}/chat`)
    await page.getByRole('textbox').waitFor()
    expect(await findViolations(page)).toEqual([])
    await page.getByRole('textbox').fill('Hello')
    await page.getByRole('textbox').press('Enter')
    await page.getByRole('log').getByText('Hello').waitFor()
    expect(await findViolations(page)).toEqual([])
    await context.close()
  })

  async function goTo(page: Page, part: string): Promise<void> {
    await page.goto(`${test.url}/settings/${part}`)
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor()
  }
})
