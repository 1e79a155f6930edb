import { readFile } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '#shared/utils'
import { buildDashboard } from '../../../testing/dashboard/build-dashboard.ts'
import { furnishSales } from '../../../testing/dashboard/furnish-sales.ts'
import { findViolations, openDashboard } from '../../../testing/dashboard/open-dashboard.ts'
import { startTestGateway, type TestGateway } from '../../../testing/gateway-harness.ts'
import { isChromiumMissing, launchChromium } from '../../../testing/launch-chromium.ts'

describe.skipIf(isChromiumMissing)('analytics, in a real browser', { timeout: 90_000 }, () => {
  let browser: Browser
  let test: TestGateway
  beforeAll(async () => {
    await buildDashboard()
    browser = await launchChromium()
    test = await startTestGateway({ clock: systemClock })
    await furnishSales({ database: test.deps.database, accountId: test.deps.webchat.accountId }, Date.now())
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await test.close()
  })

  const open = async (path: string, options: object = {}) =>
    openDashboard(browser, { link: await test.gateway.createLoginLink(), path, ...options })

  it('say each number with its meaning, its change, and what stands behind it', async () => {
    const { context, page, complaints } = await open('/analytics')
    const leads = page.getByTitle('Show what stands behind “New leads”')
    expect(await leads.textContent()).toBe('9')
    await page.getByText('↑ 200% more than before').first().waitFor()
    await page.getByRole('button', { name: 'What “New leads” means' }).click()
    await page.getByText('Leads created in the period.').waitFor()
    await page.keyboard.press('Escape')
    await leads.click()
    const drawer = page.getByRole('dialog', { name: 'New leads' })
    await drawer.getByText('Жанна').waitFor()
    expect(await drawer.getByRole('listitem').count()).toBe(9)
    expect(await findViolations(page)).toEqual([])
    await drawer.getByRole('link', { name: 'Open the lead' }).first().click()
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(new URL(page.url()).pathname).toMatch(/^\/leads\/\d+$/)
    expect(complaints).toEqual([])
    await context.close()
  })

  it('open the conversations of one reason, and draw the days also as a table', async () => {
    const { context, page, complaints } = await open('/analytics')
    await page.getByTitle('Show what stands behind “AI gave up”').click()
    const drawer = page.getByRole('dialog', { name: 'AI gave up' })
    await drawer.getByText('Gregory Hart').waitFor()
    expect(await drawer.getByRole('listitem').count()).toBe(1)
    await page.keyboard.press('Escape')
    await page.getByText('As a table').click()
    expect(await page.getByRole('region', { name: 'Day by day' }).getByRole('row').count()).toBe(31)
    expect(await findViolations(page)).toEqual([])
    expect(complaints).toEqual([])
    await context.close()
  })

  it('open the conversations behind every number of a list, and behind each that stands alone', async () => {
    const { context, page, complaints } = await open('/analytics')
    await page.getByRole('region', { name: 'Response time' }).waitFor()
    const outcomes = page.getByRole('region', { name: 'Who did the work' })
    await outcomes.getByTitle('Show what stands behind “Hand-offs”').click()
    const drawer = page.getByRole('dialog', { name: 'Hand-offs' })
    await drawer.getByText('Gregory Hart').waitFor()
    await drawer.getByRole('link', { name: 'Open the chat' }).first().waitFor()
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'hidden' })
    // No number without what stands behind it: lists and cards alike.
    const dead = await page
      .locator('dd')
      .evaluateAll(
        all => all.filter(one => /\d/.test(one.textContent ?? '') && one.querySelector('button') === null).length,
      )
    expect(dead).toBe(0)
    await page.getByTitle('Show what stands behind “Share of voice”').click()
    await page.getByRole('dialog', { name: 'Share of voice' }).waitFor()
    expect(await findViolations(page)).toEqual([])
    expect(complaints).toEqual([])
    await context.close()
  })

  it('are saved as a picture and as CSV, every panel of them', async () => {
    const { context, page } = await open('/analytics')
    await page.getByRole('region', { name: 'Objections' }).waitFor()
    const panels = await page
      .getByRole('region')
      .filter({ has: page.getByRole('heading', { level: 2 }) })
      .count()
    expect(await page.getByRole('button', { name: /^Download “/ }).count()).toBe(panels)
    for (const [panel, item, begins] of [
      ['Funnel', 'Picture (PNG)', '\x89PNG'],
      ['Funnel', 'CSV', '\uFEFFstage,leads'],
      ['Who did the work', 'Picture (PNG)', '\x89PNG'],
      ['Who did the work', 'CSV', '\uFEFFfigure,title,value'],
      ['Why a human got the chat', 'CSV', '\uFEFFreason,count,share'],
    ] as const) {
      await page.getByRole('button', { name: `Download “${panel}”` }).click()
      const menu = page.getByRole('menu', { name: `Download “${panel}”` })
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        menu.getByRole('menuitem', { name: item }).click(),
      ])
      // A menu fades away, and on a busy machine it is still there when the next one opens.
      await menu.waitFor({ state: 'hidden' })
      const bytes = await readFile(await download.path())
      expect(bytes.toString(item === 'CSV' ? 'utf8' : 'latin1').startsWith(begins)).toBe(true)
    }
    await context.close()
  })

  it('keep the period in the address, refuse a wrong one, and fit a phone in the dark', async () => {
    const options = { viewport: { width: 390, height: 844 }, locale: 'ru-RU', colorScheme: 'dark' }
    const { context, page, complaints } = await open('/analytics?days=7', options)
    expect(await page.getByTitle('Показать, что стоит за «Новые лиды»').textContent()).toBe('2')
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
    expect(await findViolations(page)).toEqual([])
    await page.goto(`${test.url}/analytics?from=2026-02-02&to=2026-02-01`)
    await page.getByText('Первый день не может быть позже последнего.').waitFor()
    await page.goto(`${test.url}/analytics?from=2020-01-01&to=2020-01-31`)
    await page.getByText('За этот период ничего нет').waitFor()
    expect(complaints).toEqual([])
    await context.close()
  })
})
