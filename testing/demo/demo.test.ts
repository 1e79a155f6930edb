import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildPlatform } from '../build-platform.ts'
import { isChromiumMissing, launchChromium } from '../launch-chromium.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

describe.skipIf(isChromiumMissing)('npm run demo', () => {
  let demo: ChildProcess
  let output = ''
  let browser: Browser
  let page: Page
  const complaints: string[] = []

  beforeAll(async () => {
    await buildPlatform()
    const flags = ['--conditions=source', '--import', 'tsx']
    demo = spawn(process.execPath, [...flags, 'testing/demo.ts'], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
    demo.stdout?.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
    browser = await launchChromium()
    const context = await browser.newContext({ viewport: { width: 1000, height: 640 }, locale: 'en-GB' })
    page = await context.newPage()
    page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', error => complaints.push(error.message))
  })
  afterAll(async () => {
    await browser.close()
    demo.kill('SIGKILL')
  })

  it('prints where to chat as a client and where the dashboard is', async () => {
    await expect.poll(() => output).toMatch(/Dashboard: http:\/\/127\.0\.0\.1:\d+\/login\?token=/)
    expect(output).toMatch(/Fake Telegram: http:\/\/127\.0\.0\.1:\d+$/m)
  })

  it('answers a client in the browser, who sees the bot typing before', async () => {
    await page.goto(findAddress('Fake Telegram'))
    await page.getByLabel('Message', { exact: true }).fill('Здравствуйте! Сколько стоит доставка?')
    await page.keyboard.press('Enter')
    await page.getByText('typing…').waitFor({ timeout: 20_000 })
    const answer = page.locator('.message:not(.own) .bubble')
    await answer.first().waitFor({ timeout: 20_000 })
    expect(await answer.textContent()).toContain('Вы написали: «Здравствуйте! Сколько стоит доставка?»')
    // The second tick comes with the poll that acknowledges the message, which may follow the answer.
    await expect.poll(() => page.locator('.message.own .meta').textContent()).toMatch(/✓✓$/)
    expect(complaints).toEqual([])
  })

  it('lets another client press START, and a command in an answer', async () => {
    await page.getByRole('button', { name: 'John' }).click()
    await page.getByRole('button', { name: 'START' }).click()
    await page.getByText('Hello! I am an AI assistant.').waitFor({ timeout: 20_000 })
    await page.getByLabel('Message', { exact: true }).fill('/help')
    await page.keyboard.press('Enter')
    await page.locator('.message:not(.own)').getByRole('button', { name: '/privacy' }).click({ timeout: 20_000 })
    await page.getByText('We keep your messages to us').waitFor({ timeout: 20_000 })
    expect(complaints).toEqual([])
  })

  it('lets the dashboard be opened by its link', async () => {
    const [, link = ''] = /Dashboard: (\S+)/.exec(output) ?? []
    await page.goto(link)
    await page.getByRole('navigation').getByRole('link', { name: 'Inbox' }).waitFor({ timeout: 20_000 })
    expect(page.url()).not.toContain('token')
  })

  it('stops all of it with one Ctrl-C', async () => {
    const telegram = findAddress('Fake Telegram')
    await page.goto('about:blank')
    demo.kill('SIGINT')
    const [status] = await once(demo, 'exit')
    expect(status).toBe(0)
    await expect(fetch(telegram)).rejects.toThrow()
  })

  function findAddress(name: string): string {
    const [, address = ''] = new RegExp(`${name}: (\\S+)`).exec(output) ?? []
    return address
  }
})
