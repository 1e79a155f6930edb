import type { Browser, BrowserContext, Page, Route } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLinkToken } from '#capabilities/access'
import { systemClock } from '#shared/utils'
import { buildDashboard } from '../../testing/dashboard/build-dashboard.ts'
import { openDashboard } from '../../testing/dashboard/open-dashboard.ts'
import { startTestGateway, type TestGateway } from '../../testing/gateway-harness.ts'
import { isChromiumMissing, launchChromium } from '../../testing/launch-chromium.ts'

// Everything is event-driven; this only ends a test that would never end.
const patienceMs = 30_000

/** Each view, what it asks the gateway for, and what it says while there is nothing. */
const views = [
  { path: '/analytics', asks: '**/api/v1/analytics/metrics*', empty: 'Nothing in this period' },
  { path: '/playground', asks: '**/api/v1/webchat/chats/*/messages*', empty: 'Ask something' },
  { path: '/settings/bots', asks: '**/api/v1/bots', empty: 'No bot yet' },
  { path: '/settings/keys', asks: '**/api/v1/keys', empty: 'No keys yet' },
  { path: '/settings/webhooks', asks: '**/api/v1/webhooks', empty: 'No webhooks yet' },
  // Whoever looks has signed in, and that stands in it.
  { path: '/settings/audit', asks: '**/api/v1/audit*', empty: null },
  { path: '/settings/backups', asks: '**/api/v1/system/backups', empty: 'There is no backup yet.' },
  { path: '/settings/hours', asks: '**/api/v1/playbooks/*/form', empty: null },
  { path: '/settings/follow-ups', asks: '**/api/v1/playbooks/*/form', empty: null },
  { path: '/settings/playbook', asks: '**/api/v1/playbooks', empty: null },
  { path: '/settings/speech', asks: '**/api/v1/settings', empty: null },
  { path: '/settings/limits', asks: '**/api/v1/system/limits', empty: null },
  { path: '/setup', asks: '**/api/v1/setup', empty: null },
] as const

describe.skipIf(isChromiumMissing)('every view, in a real browser', { timeout: 6 * patienceMs }, () => {
  let browser: Browser
  let test: TestGateway
  let context: BrowserContext
  let page: Page
  beforeAll(async () => {
    await buildDashboard()
    browser = await launchChromium()
    test = await startTestGateway({ clock: systemClock })
    const link = await test.gateway.createLoginLink()
    const opened = await openDashboard(browser, { link, path: '/settings/bots' })
    context = opened.context
    page = opened.page
    page.setDefaultTimeout(patienceMs)
  }, 120_000)
  afterAll(async () => {
    await context.close()
    await browser.close()
    await test.close()
  })

  it('says when there is nothing yet', async () => {
    for (const { path, empty } of views) {
      if (empty === null) continue
      await page.goto(`${test.url}${path}`)
      await page.getByText(empty).first().waitFor()
    }
  })

  it('says that it is loading, and what went wrong, and tries again at a word', async () => {
    for (const { path, asks } of views) {
      // Held until the loading was seen, then refused, and so is whatever is asked meanwhile.
      let refuseAll = (): void => {}
      const isSeen = new Promise<void>(resolve => {
        refuseAll = resolve
      })
      await page.route(asks, route => isSeen.then(() => refuse(route)))
      await page.goto(`${test.url}${path}`)
      await page.getByRole('status', { name: 'Loading' }).first().waitFor()
      refuseAll()
      const again = page.getByRole('button', { name: 'Try again' }).first()
      await again.waitFor()
      await page.unroute(asks)
      await again.click()
      await again.waitFor({ state: 'detached' })
    }
  })

  it('says to whoever may not see it that they may not', async () => {
    const { database } = test.deps
    const token = await database.transaction(tx =>
      createLinkToken(tx, { role: 'viewer', actor: 'test' }, systemClock.now()),
    )
    const viewer = await openDashboard(browser, { link: `${test.url}/login?token=${token}`, path: '/settings/keys' })
    viewer.page.setDefaultTimeout(patienceMs)
    for (const path of ['/settings/keys', '/playground', '/setup']) {
      await viewer.page.goto(`${test.url}${path}`)
      await viewer.page.getByRole('heading', { name: 'You may not see this' }).waitFor()
    }
    // Figures are for everybody who may sign in.
    await viewer.page.goto(`${test.url}/analytics`)
    await viewer.page.getByText('Nothing in this period').waitFor()
    expect(await viewer.page.getByRole('heading', { name: 'You may not see this' }).count()).toBe(0)
    await viewer.context.close()
  })
})

function refuse(route: Route): Promise<void> {
  const body = JSON.stringify({
    type: 'about:blank',
    title: 'Internal Server Error',
    status: 500,
    code: 'internal',
    detail: 'x',
  })
  return route.fulfill({ status: 500, contentType: 'application/problem+json', body })
}
