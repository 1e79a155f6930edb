import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { buildPlatform, buildTimeoutMs } from '../../testing/build-platform.ts'
import { buildDashboard } from '../../testing/dashboard/build-dashboard.ts'
import { findViolations, openDashboard } from '../../testing/dashboard/open-dashboard.ts'
import { isChromiumMissing, launchChromium } from '../../testing/launch-chromium.ts'
import { startModelServer } from '../../testing/model-server/index.ts'
import { startPlatform } from '../../testing/platform-process.ts'
import { startTelegramEmulator } from '../../testing/telegram/index.ts'

const token = '4000000000:first-run-token'
// Everything is event-driven; this only ends a test that would never end.
const patienceMs = 60_000
const threeMinutesMs = 180_000

describe.skipIf(isChromiumMissing)('the first run', () => {
  let browser: Browser
  beforeAll(async () => {
    await Promise.all([buildPlatform(), buildDashboard()])
    browser = await launchChromium()
  }, buildTimeoutMs)
  afterAll(() => browser.close())

  it(
    'leads from an empty folder to an answer in Telegram, by the printed link alone',
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'first-run-'))
      const telegram = await startTelegramEmulator()
      const bot = telegram.addBot({ token, username: 'bakery_bot', name: 'Bakery' })
      const model = await startModelServer({ models: ['qwen'], reply: () => 'We bake bread.' })
      const env = {
        TELEGRAM_API_ROOT: telegram.url,
        CONVERSATION_DEBOUNCE_MS: '50',
        RAG_KNOWLEDGE_BASE_PATH: join(folder, 'documents'),
      }
      const platform = startPlatform({ folder, env })
      onTestFinished(async () => {
        await platform.stop()
        await Promise.all([telegram.close(), model.stop()])
        await rm(folder, { recursive: true, force: true })
      })
      await platform.running
      const link = /http:\/\/127\.0\.0\.1:\d+\/login\?token=\S+/.exec(platform.said.stdout)?.[0] ?? ''
      const beganMs = performance.now()
      const { context, page, hosts } = await openDashboard(browser, { link })
      page.setDefaultTimeout(patienceMs)

      await page.getByRole('heading', { level: 1, name: 'Set-up' }).waitFor()
      expect(await findViolations(page)).toEqual([])
      await page.getByRole('radio', { name: /Beauty salon/ }).click()
      await page.getByRole('button', { name: 'Next', exact: true }).click()

      await page.getByLabel('Token of the bot').first().fill('no token')
      await page.getByRole('button', { name: 'Check', exact: true }).click()
      await page.getByText('It is not shaped like a token').waitFor()
      await page.getByLabel('Token of the bot').first().fill(token)
      await page.getByRole('button', { name: 'Check', exact: true }).click()
      await page.getByText('@bakery_bot').waitFor()
      expect(await findViolations(page)).toEqual([])
      await page.getByRole('button', { name: 'Use this bot' }).click()
      await page.getByText('whoever writes to it is answered').waitFor()
      await page.getByRole('button', { name: 'Next', exact: true }).click()

      await page.getByLabel('Address of the model server').fill(model.url)
      await page.getByRole('button', { name: 'Check', exact: true }).click()
      await page.getByText('Model qwen').waitFor()
      expect(await findViolations(page)).toEqual([])
      await page.getByRole('button', { name: 'Use this server' }).click()
      await page.getByText(`In use: ${model.url}`).waitFor()
      await page.getByRole('button', { name: 'Next', exact: true }).click()

      await page.getByRole('heading', { level: 2, name: 'Documents' }).waitFor()
      await page.locator('input[type=file]').setInputFiles({
        name: 'prices.md',
        mimeType: 'text/markdown',
        buffer: Buffer.from('# Prices\n\nHaircut: 1500 ₽'),
      })
      await page.getByText('prices.md').waitFor()
      await page.getByText('1 passage').waitFor()
      expect(await findViolations(page)).toEqual([])
      await page.getByRole('button', { name: 'Next', exact: true }).click()
      await page.getByText('Whoever writes to @bakery_bot is answered now').waitFor()
      expect(await findViolations(page)).toEqual([])
      expect([...hosts]).toEqual([new URL(link).host])

      const client = telegram.addUser({ firstName: 'Anna', languageCode: 'en' })
      client.say(bot, 'Hello, what do you bake?')
      const said = await telegram.waitFor(
        () =>
          telegram
            .transcript(bot, client)
            .find(({ author, text }) => author === 'bot' && text.includes('We bake bread')),
        patienceMs,
      )
      expect(said).toBeDefined()
      // With everything that axe looked at meanwhile.
      expect(performance.now() - beganMs).toBeLessThan(threeMinutesMs)

      const dotenv = await readFile(join(folder, '.env'), 'utf8')
      expect(dotenv).toContain('BUSINESS_PLAYBOOK=beauty-salon')
      expect(dotenv).toContain(`AI_SERVER_BASE_URL=${model.url}`)
      expect(platform.said.stdout + platform.said.stderr).not.toContain(token)
      await context.close()
    },
    4 * patienceMs,
  )

  it(
    'talks in the playground, says why it answers so, and shows the same dialogue again',
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'playground-'))
      // Words that need no backing: the guard lets them pass.
      let words = 'We are glad that you write.'
      const model = await startModelServer({ models: ['qwen'], reply: () => words })
      const platform = startPlatform({ folder, env: { AI_SERVER_BASE_URL: model.url, CONVERSATION_DEBOUNCE_MS: '50' } })
      onTestFinished(async () => {
        await platform.stop()
        await model.stop()
        await rm(folder, { recursive: true, force: true })
      })
      await platform.running
      const link = /http:\/\/127\.0\.0\.1:\d+\/login\?token=\S+/.exec(platform.said.stdout)?.[0] ?? ''
      const { context, page } = await openDashboard(browser, { link, path: '/playground' })
      page.setDefaultTimeout(patienceMs)
      await page.getByRole('textbox', { name: 'Write to the agent…' }).fill('Hello, my name is Anna. What can you do?')
      await page.getByRole('button', { name: 'Send' }).click()
      await page.getByRole('button', { name: 'Why?' }).first().waitFor()
      const why = page.getByRole('complementary', { name: 'Why this answer' })
      await why.getByText('Stage', { exact: true }).waitFor()
      await why.getByRole('button', { name: 'Prompt' }).click()
      await why.getByText('What you sell').first().waitFor()
      expect(await findViolations(page)).toEqual([])

      words = 'Good that you ask.'
      await page.getByRole('button', { name: 'Replay' }).click()
      await why.getByText('changed', { exact: true }).waitFor()
      await why.getByText('We are glad that you write.').first().waitFor()
      expect(await findViolations(page)).toEqual([])

      await page.getByRole('button', { name: 'Save', exact: true }).click()
      const saved = why.getByRole('region', { name: 'Saved dialogues' })
      await saved.getByRole('button', { name: 'Run all' }).click()
      await saved.getByText('same', { exact: true }).waitFor()
      words = 'Nice to meet you.'
      await saved.getByRole('button', { name: 'Run all' }).click()
      await saved.getByText('1 answer changed').waitFor()
      await context.close()
    },
    3 * patienceMs,
  )
})
