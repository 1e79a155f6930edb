import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createLinkToken } from '#capabilities/access'
import { systemClock } from '#shared/utils'
import { buildDashboard } from '../../testing/dashboard/build-dashboard.ts'
import { furnishSettings } from '../../testing/dashboard/furnish-settings.ts'
import { findViolations, openDashboard } from '../../testing/dashboard/open-dashboard.ts'
import { startTestGateway, type TestGateway, testBusiness } from '../../testing/gateway-harness.ts'
import { isChromiumMissing, launchChromium } from '../../testing/launch-chromium.ts'

const parts = [
  ...['bots', 'playbook', 'hours', 'follow-ups', 'model', 'speech', 'team', 'keys', 'webhooks'],
  ...['audit', 'health', 'backups', 'limits', 'options'],
]
const places = ['/setup', '/playground', ...parts.map(part => `/settings/${part}`)]

describe.skipIf(isChromiumMissing)('set-up, playground and settings, in a real browser', () => {
  let browser: Browser
  let test: TestGateway
  let playbooksFolder: string
  beforeAll(async () => {
    await buildDashboard()
    browser = await launchChromium()
  })
  afterAll(() => browser.close())
  beforeEach(async () => {
    playbooksFolder = join(mkdtempSync(join(tmpdir(), 'playbooks-')), 'playbooks')
    cpSync(testBusiness.playbooksFolder, playbooksFolder, { recursive: true })
    test = await startTestGateway({ clock: systemClock, business: { ...testBusiness, playbooksFolder, ownerId: 900 } })
  })
  afterEach(async () => {
    await test.close()
    rmSync(join(playbooksFolder, '..'), { recursive: true })
  })

  it.each([
    ['on a desk', { viewport: { width: 1280, height: 800 } }],
    ['on a phone, dark, in Russian', { viewport: { width: 390, height: 844 }, colorScheme: 'dark', locale: 'ru-RU' }],
  ] as const)(
    'have nothing that axe finds wrong, fit their width and complain of nothing: %s',
    async (_, options) => {
      await furnishSettings(test.deps.database, systemClock.now())
      const link = await test.gateway.createLoginLink()
      const { context, page, complaints } = await openDashboard(browser, { link, ...options })
      const wrong: unknown[] = []
      for (const place of places) {
        await page.goto(new URL(place, link).href)
        await page.getByRole('heading', { level: 1 }).waitFor()
        await page.waitForLoadState('networkidle').catch(() => {})
        const violations = await findViolations(page)
        const isTooWide = await page.evaluate('document.documentElement.scrollWidth > innerWidth')
        if (violations.length > 0 || isTooWide) wrong.push({ place, violations, isTooWide })
      }
      expect(wrong).toEqual([])
      expect(complaints).toEqual([])
      await context.close()
    },
    120_000,
  )

  it('offer the trades in cards whose words begin on one line, and everything else last', async () => {
    const link = await test.gateway.createLoginLink()
    const { context, page } = await openDashboard(browser, { link, path: '/setup' })
    const cards = page.getByRole('radio')
    await cards.first().waitFor()
    expect(await cards.last().textContent()).toContain('Something else')
    const [left, right] = await Promise.all([0, 1].map(index => cards.nth(index).boundingBox()))
    expect(left).toMatchObject({ y: right?.y, height: right?.height })
    const [words, others] = await Promise.all(
      [0, 1].map(index => cards.nth(index).getByText(/\w/).first().boundingBox()),
    )
    expect(words?.y).toBe(others?.y)
    await context.close()
  }, 60_000)

  it('say how a bot fares in words that differ from what is behind them', async () => {
    await furnishSettings(test.deps.database, systemClock.now())
    const link = await test.gateway.createLoginLink()
    const { context, page } = await openDashboard(browser, { link, path: '/settings/bots' })
    // axe passes over words that have exactly the colour of their ground.
    await page.getByText('listening').waitFor()
    const isLegible = await page.evaluate(`[...document.querySelectorAll('.mantine-Badge-root')].map(badge =>
      getComputedStyle(badge.querySelector('.mantine-Badge-label')).color !== getComputedStyle(badge).backgroundColor)`)
    expect(isLegible).toEqual([true, true, true])
    await context.close()
  }, 60_000)

  it('an edited playbook is written, and what it said before can be put back', async () => {
    const offer = () => readFileSync(join(playbooksFolder, 'general/offer.md'), 'utf8')
    const before = offer()
    const link = await test.gateway.createLoginLink()
    const { context, page } = await openDashboard(browser, { link, path: '/settings/playbook' })
    await page.getByRole('tab', { name: 'As text' }).click()
    await page.getByRole('textbox', { name: 'Text of offer.md' }).fill('# Bread\n\nA loaf: 90 ₽')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('button', { name: 'Restore' }).first().waitFor()
    expect(offer()).toBe('# Bread\n\nA loaf: 90 ₽\n')
    await page.getByRole('button', { name: 'Restore' }).first().click()
    await expect.poll(offer).toBe(before)
    await context.close()
  }, 60_000)

  it('show an operator that this is not for them', async () => {
    const { database, clock } = test.deps
    const linkToken = await database.transaction(tx =>
      createLinkToken(tx, { role: 'operator', actor: 'test' }, clock.now()),
    )
    const link = `${test.url}/login?token=${linkToken}`
    const { context, page } = await openDashboard(browser, { link, path: '/settings/keys' })
    await page.getByRole('heading', { name: 'You may not see this' }).waitFor()
    await page.goto(`${test.url}/playground`)
    await page.getByRole('heading', { name: 'You may not see this' }).waitFor()
    await context.close()
  }, 60_000)
})
