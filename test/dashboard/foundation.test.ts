import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '#shared/utils'
import { buildDashboard } from '../../testing/dashboard/build-dashboard.ts'
import { openDashboard } from '../../testing/dashboard/open-dashboard.ts'
import { startTestGateway, type TestGateway } from '../../testing/gateway-harness.ts'
import { isChromiumMissing, launchChromium } from '../../testing/launch-chromium.ts'

describe.skipIf(isChromiumMissing)('the dashboard, in a real browser', () => {
  let browser: Browser
  let test: TestGateway
  beforeAll(async () => {
    await buildDashboard()
    browser = await launchChromium()
  })
  afterAll(() => browser.close())
  beforeEach(async () => {
    test = await startTestGateway({ clock: systemClock })
  })
  afterEach(() => test.close())

  it('is opened by the one-time link, and the browser complains of nothing', async () => {
    const page = await browser.newPage({ locale: 'en-GB' })
    const complaints: string[] = []
    page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', error => complaints.push(error.message))
    await page.goto(await test.gateway.createLoginLink())
    await page.getByRole('link', { name: 'Inbox' }).waitFor()
    // A fresh installation begins with the set-up.
    expect(new URL(page.url()).pathname).toMatch(/^\/(inbox|setup)$/)
    expect(complaints).toEqual([])
    await page.close()
  })

  it('tells a stranger how to sign in, in the language of the browser', async () => {
    const page = await browser.newPage({ locale: 'ru-RU' })
    await page.goto(`${test.url}/leads/5`)
    await page.getByRole('heading', { name: 'Войдите, пожалуйста' }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('ru')
    await page.close()
  })

  it('opens at every address, speaks the other language on request, and asks no other host for anything', async () => {
    const link = await test.gateway.createLoginLink()
    const { context, page, complaints, hosts } = await openDashboard(browser, { link, path: '/settings/bots' })
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor()
    await page.getByRole('button', { name: 'Appearance and session' }).click()
    await page.getByRole('menuitem', { name: 'Русский' }).click()
    await page.getByRole('heading', { level: 1, name: 'Настройки' }).waitFor()
    await page.reload()
    await page.getByRole('heading', { level: 1, name: 'Настройки' }).waitFor()
    expect([...hosts]).toEqual([new URL(test.url).host])
    expect(complaints).toEqual([])
    await context.close()
  })

  it.each([
    ['en-GB', 1280],
    ['ru-RU', 1280],
    ['en-GB', 390],
    ['ru-RU', 390],
  ])(
    'has room for the name of every screen, also of the one that is open: %s, %s pixels wide',
    async (locale, width) => {
      const link = await test.gateway.createLoginLink()
      const options = { locale, viewport: { width, height: 844 } }
      const { context, page } = await openDashboard(browser, { link, path: '/leads', ...options })
      await page.getByRole('navigation').getByRole('link').nth(3).waitFor()
      const rooms = await page.evaluate<
        readonly (readonly [string, number])[]
      >(`[...document.querySelectorAll('nav a')].map(link => {
      link.setAttribute('data-active', 'true')
      const words = document.createRange()
      words.selectNodeContents(link)
      return [link.textContent, link.getBoundingClientRect().width - words.getBoundingClientRect().width]
    })`)
      expect(rooms.length).toBeGreaterThanOrEqual(4)
      expect(rooms.filter(([, room]) => room < 4)).toEqual([])
      await context.close()
    },
  )
})
