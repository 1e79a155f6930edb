import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildDashboard } from '../../../testing/dashboard/build-dashboard.ts'
import { findViolations, openDashboard } from '../../../testing/dashboard/open-dashboard.ts'
import { type OwnApp, openOwnApp } from '../../../testing/dashboard/open-own-app.ts'
import { isChromiumMissing, launchChromium } from '../../../testing/launch-chromium.ts'
import { isSignedWith, startWebhookReceiver, type WebhookReceiver } from '../../../testing/webhook-receiver.ts'

// Everything is event-driven; this only ends a test that would never end.
const patienceMs = 60_000

describe.skipIf(isChromiumMissing)('who and what comes in, in a real browser', { timeout: 4 * patienceMs }, () => {
  let browser: Browser
  let own: OwnApp
  let receiver: WebhookReceiver
  beforeAll(async () => {
    await buildDashboard()
    browser = await launchChromium()
    receiver = await startWebhookReceiver()
    own = await openOwnApp({ WEBHOOKS_ALLOW_PRIVATE_ADDRESSES: 'true' })
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await own.close()
    await receiver.stop()
  })

  const open = async (path: string) => openDashboard(browser, { link: await own.createLink(), path })
  const ask = (path: string, key: string) =>
    fetch(`${own.url}/api/v1${path}`, { headers: { authorization: `Bearer ${key}` } })

  it('a key is made, shown once, opens what its role may, and nothing more once it is revoked', async () => {
    const { context, page, complaints } = await open('/settings/keys')
    await page.getByRole('textbox', { name: 'Name' }).fill('Bookkeeping')
    await page.getByRole('button', { name: 'Make a key' }).click()
    await page.getByText('This is the key. It is shown only now:').waitFor()
    const key = await page.getByRole('code').first().innerText()
    expect(await findViolations(page)).toEqual([])
    expect((await ask('/leads', key)).status).toBe(200)
    expect((await ask('/keys', key)).status).toBe(403)

    await page.reload()
    await page.getByText('Bookkeeping', { exact: true }).waitFor()
    expect(await page.content()).not.toContain(key)
    await page.getByRole('button', { name: 'Revoke' }).click()
    await page.getByText('revoked', { exact: true }).waitFor()
    expect((await ask('/leads', key)).status).toBe(401)
    expect(complaints).toEqual([])
    await context.close()
  })

  it('a webhook is added, tried, told what happens, and told again what it did not take', async () => {
    const { context, page, complaints } = await open('/settings/webhooks')
    await page.getByRole('textbox', { name: 'Address' }).fill(receiver.url)
    await page.getByRole('button', { name: 'Add a webhook' }).click()
    await page.getByText('The key of the signatures. It is shown only now:').waitFor()
    const secret = await page.getByRole('code').first().innerText()
    await page.getByRole('button', { name: 'Send a test' }).click()
    await page.getByText(/^Answered 204 after/).waitFor()
    expect(receiver.received.map(delivery => isSignedWith(secret, delivery))).toEqual([true])
    expect(await findViolations(page)).toEqual([])

    const tries = receiver.received.length
    await say(page, 'Hello there')
    await expect.poll(() => receiver.received.length, { timeout: patienceMs }).toBeGreaterThan(tries)
    await page.reload()
    expect(await page.content()).not.toContain(secret)
    await page.getByRole('button', { name: 'Deliveries' }).click()
    await page.getByText('message.received', { exact: true }).first().waitFor()
    const told = () =>
      receiver.received.filter(({ event }) => event.type === 'message.received').map(each => each.event)
    await expect.poll(() => told().length, { timeout: patienceMs }).toBe(1)
    const row = page.getByRole('listitem').filter({ hasText: 'message.received' })
    await row.getByRole('button', { name: 'Send again' }).click()
    await expect.poll(() => told().length, { timeout: patienceMs }).toBe(2)
    expect(told()[1]).toEqual(told()[0])
    expect(await findViolations(page)).toEqual([])
    expect(complaints).toEqual([])
    await context.close()
  })

  it('what was changed stands in the audit log, with who did it', async () => {
    const { context, page } = await open('/settings/keys')
    await page.getByRole('textbox', { name: 'Name' }).fill('For the audit')
    await page.getByRole('button', { name: 'Make a key' }).click()
    await page.getByText('This is the key. It is shown only now:').waitFor()
    const key = await page.getByRole('code').first().innerText()
    await page.getByRole('link', { name: 'Audit log' }).click()
    const entry = page.getByRole('listitem').filter({ hasText: 'For the audit' })
    await entry.getByText(/^key\.create/).waitFor()
    await entry.getByText(/session:\d+/).waitFor()
    expect(await page.content()).not.toContain(key)
    await context.close()
  })

  it('dark stays dark when the page is loaded anew, and light is light again', async () => {
    const { context, page } = await open('/settings/bots')
    for (const [choice, ground] of [
      ['Dark', 'dark'],
      ['Light', 'light'],
    ] as const) {
      await page.getByRole('button', { name: 'Appearance and session' }).click()
      await page.getByRole('menuitem', { name: choice, exact: true }).click()
      const root = page.locator(`html[data-mantine-color-scheme=${ground}]`)
      await root.waitFor()
      await page.reload()
      await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor()
      await root.waitFor()
    }
    await context.close()
  })

  /** A client of the web chat writes, from this very page. */
  async function say(page: Page, text: string): Promise<void> {
    const status = await page.evaluate<number>(`fetch('/api/v1/webchat/chats/access-test/messages', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: ${JSON.stringify(JSON.stringify({ text, client_message_id: 'one' }))},
    }).then(answer => answer.status)`)
    expect(status).toBe(202)
  }
})
