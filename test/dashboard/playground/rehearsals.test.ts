import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createKey, createLinkToken } from '#capabilities/access'
import { findViolations, openDashboard } from '../../../testing/dashboard/open-dashboard.ts'
import { isChromiumMissing, launchChromium } from '../../../testing/launch-chromium.ts'
import { openPlatformHarness, type PlatformHarness, startTimeoutMs } from '../../../testing/platform-harness.ts'

// A dialogue is a dozen answers; this only ends a test that would never end.
const patienceMs = 150_000

describe.skipIf(isChromiumMissing)('the dialogues of npm run eval in the playground, without a model server', () => {
  let harness: PlatformHarness
  let browser: Browser
  beforeAll(async () => {
    harness = await openPlatformHarness({ env: { AI_SERVER_BASE_URL: '' } })
    await harness.start()
    browser = await launchChromium()
  }, startTimeoutMs)
  afterAll(async () => {
    await browser.close()
    await harness.close()
  })

  it(
    'are listed with their right ends, and one is played to its end over the real path',
    async () => {
      const { context, page, complaints } = await openPlayground()
      const list = page.getByRole('region', { name: 'Dialogues of npm run eval' })
      const booking = list.getByRole('group', { name: 'general.ru.qualifies-and-books', exact: true })
      await booking.getByText('right end: a meeting is booked').waitFor()
      const followedUp = list.getByRole('group', { name: 'general.ru.is-followed-up-twice-and-no-more' })
      await followedUp.getByText('Days pass in it: npm run eval plays it.').waitFor()
      expect(await followedUp.getByRole('button').count()).toBe(0)
      expect(await findViolations(page)).toEqual([])

      await play(page, 'general.ru.qualifies-and-books')
      await booking.getByText('right end', { exact: true }).waitFor({ timeout: patienceMs })
      await booking.getByText('3 of 3 facts right').waitFor()
      await page.getByRole('log', { name: 'Test chat' }).getByText('нужно напечатать 500 визиток').waitFor()
      expect(await meetings()).toEqual(['scheduled'])

      const price = list.getByRole('group', { name: 'general.ru.asks-price-unknown', exact: true })
      await play(page, 'general.ru.asks-price-unknown')
      await price.getByText('right end', { exact: true }).waitFor({ timeout: patienceMs })
      expect(await findViolations(page)).toEqual([])
      // The client before was erased with their meeting.
      expect(await meetings()).toEqual([])
      expect(complaints).toEqual([])
      await context.close()
    },
    2 * patienceMs,
  )

  it('say so when the end is another than the right one, and refuse what cannot be played', async () => {
    const chat = 'play-nobody-asks'
    // The client of this dialogue wants a human; the one of this chat only said hello.
    await ask('POST', `/webchat/chats/${chat}/messages`, { text: 'Добрый день', client_message_id: 'one' })
    const path = `/playground/chats/${chat}/next-move?dialogue=general.ru.human-by-command&begun=3`
    await expect
      .poll(async () => ((await ask('GET', path)).body as { move: unknown }).move, { timeout: patienceMs })
      .toEqual({ kind: 'end' })
    expect((await ask('GET', path)).body).toMatchObject({
      surprises: [expect.stringContaining('expected silence')],
      verdict: { faults: ['no human has the chat'], slots: { right: 0, total: 0 }, forbidden: [] },
    })
    const refused = async (dialogue: string) => {
      const { status, body } = await ask('GET', `/playground/chats/${chat}/next-move?dialogue=${dialogue}`)
      return [status, (body as { code: string }).code]
    }
    expect(await refused('general.ru.is-followed-up-twice-and-no-more')).toEqual([409, 'playground.not_playable'])
    expect(await refused('nobody')).toEqual([404, 'playground.no_dialogue'])
  }, 60_000)

  async function openPlayground() {
    const token = await harness.database.transaction(tx =>
      createLinkToken(tx, { role: 'admin', actor: 'test' }, Date.now()),
    )
    const link = `${harness.platform.gatewayUrl()}/login?token=${token}`
    return openDashboard(browser, { link, path: '/playground', viewport: { width: 1440, height: 900 } })
  }

  async function play(page: Page, name: string): Promise<void> {
    await page.getByRole('button', { name: `Play ${name}`, exact: true }).click()
  }

  async function meetings(): Promise<readonly string[]> {
    const rows = await harness.database.db.selectFrom('meetings').select('status').execute()
    return rows.map(({ status }) => status)
  }

  let key: string | null = null
  async function ask(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
    const facts = { name: 'test', role: 'admin', expiresAt: null, actor: 'test' } as const
    key ??= (await harness.database.transaction(tx => createKey(tx, facts, Date.now()))).text
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
    const request = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) }
    const response = await fetch(`${harness.platform.gatewayUrl()}/api/v1${path}`, request)
    return { status: response.status, body: await response.json() }
  }
})
