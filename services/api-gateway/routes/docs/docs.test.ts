import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startTestGateway, type TestGateway } from '../../../../testing/gateway-harness.ts'
import { isChromiumMissing, launchChromium } from '../../../../testing/launch-chromium.ts'

let test: TestGateway
beforeEach(async () => {
  test = await startTestGateway()
})
afterEach(() => test.close())

describe('/docs', () => {
  it('is open, and lets no script run that is not ours', async () => {
    const response = await fetch(`${test.url}/docs/`)
    expect([response.status, response.url]).toEqual([200, `${test.url}/docs`])
    expect(response.headers.get('content-type')).toMatch(/^text\/html/)
    expect(response.headers.get('content-security-policy')).not.toContain('unsafe')
  })

  it('serves its own parts and nothing beside them', async () => {
    const statusOf = async (file: string) => (await fetch(`${test.url}/docs/${file}`)).status
    expect(await statusOf('swagger-ui.css')).toBe(200)
    expect(await statusOf('index.html')).toBe(422)
    expect(await statusOf('..%2Fpackage.json')).toBe(422)
  })
})

describe.skipIf(isChromiumMissing)('/docs, in a real browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterAll(() => browser.close())

  it('shows the operations, tries one out with a key, and breaks no policy', { timeout: 60_000 }, async () => {
    const page = await browser.newPage()
    const complaints: string[] = []
    page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', error => complaints.push(error.message))
    await page.goto(`${test.url}/docs`)
    await page.locator('#operations-keys-getKeys').click()
    await page.getByRole('button', { name: 'Authorize' }).click()
    const { authorization } = await test.keyOf('admin')
    await page.locator('.auth-container input').first().fill(authorization.slice('Bearer '.length))
    await page.locator('.auth-container').first().getByRole('button', { name: 'Apply credentials' }).click()
    await page.getByRole('button', { name: 'Close' }).first().click()
    await page.getByRole('button', { name: 'Try it out' }).click()
    await page.getByRole('button', { name: 'Execute' }).click()
    await page.locator('.live-responses-table .response-col_status', { hasText: '200' }).waitFor()
    expect(complaints).toEqual([])
  })
})
