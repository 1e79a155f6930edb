import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { Registry } from 'prom-client'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '#shared/utils'
import { startTestGateway, type TestGateway } from '../../../testing/gateway-harness.ts'
import { isChromiumMissing, launchChromium } from '../../../testing/launch-chromium.ts'
import { createGateway, type Gateway } from '../create-gateway.ts'

describe.skipIf(isChromiumMissing)('the web chat page, in a real browser', () => {
  let browser: Browser
  let test: TestGateway
  let context: BrowserContext
  let page: Page
  let complaints: string[]

  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterAll(() => browser.close())

  beforeEach(async () => {
    test = await startTestGateway({ clock: systemClock })
    ;({ context, page, complaints } = await openBrowser('en-GB'))
  })
  afterEach(async () => {
    await context.close()
    await test.close()
  })

  async function openBrowser(locale: string) {
    const opened = await browser.newContext({ locale, viewport: { width: 390, height: 780 } })
    const tab = await opened.newPage()
    const heard: string[] = []
    // Violations of the content security policy, failed requests and errors of scripts all end up on the console.
    tab.on('console', message => message.type() === 'error' && heard.push(message.text()))
    tab.on('pageerror', error => heard.push(error.message))
    return { context: opened, page: tab, complaints: heard }
  }

  async function signIn(): Promise<void> {
    await context.request.get(await test.gateway.createLoginLink())
    await page.goto(`${test.url}/chat`)
  }

  async function openChat(): Promise<string> {
    await signIn()
    await page.getByText('online', { exact: true }).waitFor()
    return page.evaluate<string>("localStorage.getItem('chat-id')")
  }

  async function write(text: string): Promise<void> {
    await page.getByLabel('Message', { exact: true }).fill(text)
    await page.keyboard.press('Enter')
  }

  /** The server goes, and comes back at its old place. */
  async function restart(meanwhile = async (): Promise<void> => {}): Promise<Gateway> {
    await test.gateway.close(0)
    await page.getByText('no connection, trying again…').waitFor()
    await meanwhile()
    const settings = { ...test.deps.settings, port: Number(new URL(test.url).port) }
    const restarted = createGateway({ ...test.deps, settings, metrics: new Registry() })
    await restarted.listen()
    return restarted
  }

  const bubbles = () => page.locator('.message .body').allInnerTexts()

  it('goes from the login link to an answer that appears by itself, and the browser complains of nothing', async () => {
    const chatId = await openChat()
    await write('Hello')
    await page.getByRole('img', { name: 'delivered' }).waitFor()
    await test.deps.webchat.channel.showTyping(chatOf(chatId), AbortSignal.timeout(1_000))
    await page.getByText('Writing an answer…').waitFor()
    await test.answer(chatId, 'Good day!')
    await expect.poll(bubbles).toEqual(['Hello', 'Good day!'])
    expect(await page.locator('#typing').isHidden()).toBe(true)
    expect(complaints).toEqual([])
  })

  it('shows what a message says as text, and only safe links as links', async () => {
    const chatId = await openChat()
    const hostile = '<img src=x onerror=alert(1)> [tap](javascript:alert(1))'
    await write(`${hostile} **mine**`)
    await page.getByRole('img', { name: 'delivered' }).waitFor()
    await test.answer(chatId, `${hostile} **bold** \`code\` [site](https://example.com/a) and https://example.org.`)
    await expect
      .poll(bubbles)
      .toEqual([
        `${hostile} **mine**`,
        '<img src=x onerror=alert(1)> [tap](javascript:alert(1)) bold code site and https://example.org.',
      ])
    expect(await page.locator('.message img').count()).toBe(0)
    expect(await page.locator('.theirs strong').allInnerTexts()).toEqual(['bold'])
    const links = await page.locator('.message a').evaluateAll(all => all.map(link => link.getAttribute('href')))
    expect(links).toEqual(['https://example.com/a', 'https://example.org'])
    expect(complaints).toEqual([])
  })

  it('renders any mixture of marks without a failure, and into harmless elements only', async () => {
    await openChat()
    const pieces = [
      '**',
      '_',
      '`',
      '```\n',
      '[a](',
      'http://x.y',
      'javascript:x',
      ')',
      '<b onclick=x>',
      '\n',
      '> ',
      '- ',
      '1. ',
      '# ',
      'я ',
    ]
    const texts = fc.sample(fc.array(fc.constantFrom(...pieces), { maxLength: 60 }), { numRuns: 500, seed: 1 })
    const found = await page.evaluate<{ tags: string[]; schemes: string[] }>(`(async () => {
      const { renderMarkdown } = await import('/assets/render-markdown.mjs')
      const elements = ${JSON.stringify(texts.map(list => list.join('')))}.flatMap(text => [...renderMarkdown(text).querySelectorAll('*')])
      return {
        tags: [...new Set(elements.map(({ tagName }) => tagName))],
        schemes: [...new Set(elements.flatMap(({ protocol }) => protocol ?? []))],
      }
    })()`)
    const harmless = ['A', 'BLOCKQUOTE', 'CODE', 'EM', 'LI', 'OL', 'P', 'PRE', 'S', 'STRONG', 'UL']
    expect(found.tags.filter(tag => !harmless.includes(tag))).toEqual([])
    expect(found.tags).toEqual(expect.arrayContaining(['A', 'CODE', 'STRONG', 'UL']))
    expect(found.schemes).toEqual(['http:'])
    expect(complaints).toEqual([])
  })

  it('lets nothing inline run, and complains when something tries', async () => {
    await openChat()
    await page.evaluate(
      "document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.hasRun = true' }))",
    )
    expect(await page.evaluate('window.hasRun')).toBeUndefined()
    expect(complaints.join()).toContain('Content Security Policy')
  })

  describe('buttons', () => {
    const buttons = [
      [
        { text: 'Fri 15:00', data: 'slot:1' },
        { text: 'Fri 16:30', data: 'slot:2' },
      ],
      [{ text: 'Other time', data: 'slot:other' }],
    ]
    const keys = () => page.getByRole('group', { name: 'Answers to choose from' }).getByRole('button')

    async function offer(): Promise<string> {
      const chatId = await openChat()
      await write('When?')
      await page.getByRole('img', { name: 'delivered' }).waitFor()
      await test.answer(chatId, 'Choose a time', 'sending', { buttons })
      await expect.poll(() => keys().allInnerTexts()).toEqual(['Fri 15:00', 'Fri 16:30', 'Other time'])
      return chatId
    }

    async function storedPresses() {
      const rows = await test.deps.database.db
        .selectFrom('messages')
        .select(['content', 'kind', 'message_metadata'])
        .where('kind', '=', 'button')
        .execute()
      return rows.map(row => ({ ...row, message_metadata: JSON.parse(row.message_metadata ?? 'null') }))
    }

    it('are pressed once: the label is shown, the data stored, and no button lives on, even after a reload', async () => {
      await offer()
      await page.getByRole('button', { name: 'Fri 16:30' }).click()
      await expect.poll(bubbles).toEqual(['When?', 'Choose a time', 'Fri 16:30'])
      expect(await keys().evaluateAll(all => all.map(key => key.matches(':disabled')))).toEqual([true, true, true])
      expect(await page.evaluate('document.activeElement.id')).toBe('text')
      await expect
        .poll(storedPresses)
        .toEqual([{ content: 'Fri 16:30', kind: 'button', message_metadata: { data: 'slot:2', buttonMessageId: '2' } }])
      await page.reload()
      await expect.poll(() => keys().count()).toBe(3)
      expect(await keys().evaluateAll(all => all.map(key => key.className))).toEqual(['', 'chosen', ''])
      expect(await keys().evaluateAll(all => all.every(key => key.matches(':disabled')))).toBe(true)
      expect(complaints).toEqual([])
    })

    it('are reached and pressed by the keyboard alone', async () => {
      await offer()
      await page.getByLabel('Message', { exact: true }).focus()
      await page.keyboard.press('Shift+Tab')
      expect(await page.evaluate('document.activeElement.textContent')).toBe('Other time')
      await page.keyboard.press('Enter')
      await expect.poll(bubbles).toEqual(['When?', 'Choose a time', 'Other time'])
      await expect.poll(storedPresses).toMatchObject([{ message_metadata: { data: 'slot:other' } }])
    })

    it('keep the focus when the page comes back and reads the chat again', async () => {
      await offer()
      await page.getByRole('button', { name: 'Fri 15:00' }).focus()
      const restarted = await restart()
      await page.getByText('online', { exact: true }).waitFor()
      // What is written now is shown after the chat has been read again.
      await test.answer(await page.evaluate("localStorage.getItem('chat-id')"), 'Still there?')
      await page.getByText('Still there?').waitFor()
      expect(await page.evaluate('document.activeElement.textContent')).toBe('Fri 15:00')
      await page.goto('about:blank')
      await restarted.close(0)
    })

    it('whose press did not arrive can be sent again, and arrive once', async () => {
      await offer()
      await page.route('**/messages', route => route.abort())
      await page.getByRole('button', { name: 'Fri 15:00' }).click()
      await page.getByText('Not sent.').waitFor()
      await page.unroute('**/messages')
      await page.getByRole('button', { name: 'Try again' }).click()
      await expect.poll(async () => (await storedPresses()).length).toBe(1)
    })
  })

  it('lets a file be downloaded, whole, under its own name', async () => {
    const chatId = await openChat()
    await write('An invitation, please')
    await page.getByRole('img', { name: 'delivered' }).waitFor()
    const content = 'BEGIN:VCALENDAR\r\nSUMMARY:Встреча 🤝\r\nEND:VCALENDAR\r\n'
    const document = { fileName: 'Приглашение (1).ics', mimeType: 'text/calendar', content }
    await test.answer(chatId, 'Here it is', 'sending', { document })
    const downloading = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Download: Приглашение (1).ics' }).click()
    const download = await downloading
    expect(download.suggestedFilename()).toBe('Приглашение (1).ics')
    expect(await readFile(await download.path(), 'utf8')).toBe(content)
    expect(complaints).toEqual([])
  })

  it('makes a new line with Shift+Enter and sends with Enter', async () => {
    await openChat()
    await page.getByLabel('Message', { exact: true }).fill('one')
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.type('two')
    await page.keyboard.press('Enter')
    await expect.poll(bubbles).toEqual(['one\ntwo'])
  })

  it('finds what was said while the server was away, each message once', async () => {
    const chatId = await openChat()
    await write('Are you there?')
    await page.getByRole('img', { name: 'delivered' }).waitFor()
    const restarted = await restart(() => test.answer(chatId, 'Yes!'))
    await page.getByText('online', { exact: true }).waitFor()
    await expect.poll(bubbles).toEqual(['Are you there?', 'Yes!'])
    await page.goto('about:blank')
    await restarted.close(0)
  })

  it('lets a message that did not arrive be sent again, and it arrives once', async () => {
    const chatId = await openChat()
    await page.route('**/messages', route => route.abort())
    await write('Hello')
    await page.getByText('Not sent.').waitFor()
    await page.unroute('**/messages')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('img', { name: 'delivered' }).waitFor()
    const { db } = test.deps.database
    expect(await db.selectFrom('messages').select('content').execute()).toEqual([{ content: 'Hello' }])
    expect(chatId).not.toBe('')
  })

  it('speaks Russian to a Russian browser and starts another chat on request', async () => {
    await context.close()
    ;({ context, page, complaints } = await openBrowser('ru-RU'))
    await signIn()
    await page.getByRole('button', { name: 'Здравствуйте! Что вы предлагаете?' }).click()
    await page.getByRole('img', { name: 'доставлено' }).waitFor()
    await page.getByRole('button', { name: 'Новый чат' }).click()
    await page.getByText('Напишите так, как написал бы ваш клиент').waitFor()
    expect(await bubbles()).toEqual([])
    expect(await page.locator('html').getAttribute('lang')).toBe('ru')
  })

  it('signs out', async () => {
    await openChat()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByText('Please sign in').waitFor()
  })
})

function chatOf(chatId: string) {
  return { businessConnectionId: '', chatId, topicId: '', chatType: 'private' } as const
}
