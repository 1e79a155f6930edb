import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { isChromiumMissing, launchChromium } from '../../launch-chromium.ts'
import { callApi } from '../call-api.ts'
import { type EmulatedBot, type SimulatedUser, startTelegramEmulator, type TelegramEmulator } from '../index.ts'

describe.skipIf(isChromiumMissing)('the page of the fake Telegram, in a real browser', () => {
  let browser: Browser
  let page: Page
  let emulator: TelegramEmulator
  let bot: EmulatedBot
  let anna: SimulatedUser

  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterAll(() => browser.close())

  beforeEach(async () => {
    emulator = await startTelegramEmulator({ page: true })
    bot = emulator.addBot({ token: '1001:page', username: 'page_bot', name: 'Shop' })
    anna = emulator.addUser({ firstName: 'Anna' })
    anna.say(bot, '/start')
    page = await browser.newPage()
    await page.goto(emulator.url)
    await page.getByText('/start').waitFor()
  })
  afterEach(async () => {
    await page.close()
    await emulator.close()
  })

  test('a person presses a button, sees it wait, sees the answer, and sees the keyboard go', async () => {
    const reply_markup = { inline_keyboard: [[{ text: 'Fri 15:00', callback_data: 'slot:1' }]] }
    await callApi(emulator, bot, 'sendMessage', { chat_id: anna.id, text: 'Choose a time', reply_markup })
    const button = page.getByRole('button', { name: 'Fri 15:00' })
    await button.click()
    const { result } = await callApi(emulator, bot, 'getUpdates', { offset: -1 })
    const [{ callback_query: press }] = result as [{ callback_query: { id: string; data: string } }]
    expect(press.data).toBe('slot:1')
    await expect.poll(() => button.getAttribute('class')).toContain('waiting')

    await callApi(emulator, bot, 'answerCallbackQuery', { callback_query_id: press.id, text: 'Noted' })
    await page.getByRole('alert').getByText('Noted').waitFor()
    expect(await button.getAttribute('class')).not.toContain('waiting')

    const message_id = emulator.transcript(bot, anna).at(-1)?.messageId
    await callApi(emulator, bot, 'editMessageReplyMarkup', { chat_id: anna.id, message_id })
    await expect.poll(() => button.count()).toBe(0)
    await page.getByText('Choose a time').waitFor()
  })

  test('a person sees that the bot has the message, even when an older answer comes last', async () => {
    let isConfirmed = false
    let beingFetched = 0
    await page.route(/_sim\/chat/, async route => {
      beingFetched++
      const response = await route.fetch()
      beingFetched--
      await expect.poll(() => isConfirmed).toBe(true)
      await route.fulfill({ response })
    })
    await page.getByLabel('Message', { exact: true }).fill('Is it open?')
    await Promise.all([page.waitForResponse(/_sim\/say/), page.keyboard.press('Enter')])
    // Whatever the page asks for after its own message, it has asked for by now.
    await page.evaluate('new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))')
    await expect.poll(() => beingFetched).toBe(0)
    const { result } = await callApi(emulator, bot, 'getUpdates')
    const last = (result as readonly { readonly update_id: number }[]).at(-1)?.update_id ?? 0
    await callApi(emulator, bot, 'getUpdates', { offset: last + 1 })
    isConfirmed = true
    await page.unrouteAll({ behavior: 'wait' })
    await expect.poll(() => page.locator('.message.own .meta').last().textContent()).toMatch(/✓✓$/)
  })

  test('a person downloads a file that came with a caption and buttons', async () => {
    const form = new FormData()
    form.set('chat_id', String(anna.id))
    form.set('caption', 'Your invitation')
    form.set('reply_markup', JSON.stringify({ inline_keyboard: [[{ text: 'Thanks', callback_data: 'ok' }]] }))
    form.set('document', new Blob(['BEGIN:VCALENDAR Встреча']), 'встреча.ics')
    const response = await fetch(`${emulator.url}/bot1001:page/sendDocument`, { method: 'POST', body: form })
    expect(response.status).toBe(200)

    await page.getByText('Your invitation').waitFor()
    await page.getByRole('button', { name: 'Thanks' }).waitFor()
    const downloading = page.waitForEvent('download')
    await page.getByRole('link', { name: 'встреча.ics' }).click()
    const download = await downloading
    expect(download.suggestedFilename()).toBe('встреча.ics')
    expect(await readFile(await download.path(), 'utf8')).toBe('BEGIN:VCALENDAR Встреча')
  })
})
