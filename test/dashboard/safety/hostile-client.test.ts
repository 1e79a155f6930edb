import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recordAudit } from '#capabilities/access'
import { createKnowledge } from '#capabilities/knowledge'
import { connectDatabase, type Database, migrate } from '#shared/database'
import { silentLogger, systemClock } from '#shared/utils'
import { buildDashboard } from '../../../testing/dashboard/build-dashboard.ts'
import { type Furnished, furnishInbox } from '../../../testing/dashboard/furnish-inbox.ts'
import { openDashboard } from '../../../testing/dashboard/open-dashboard.ts'
import { startTestGateway, type TestGateway, testBusiness } from '../../../testing/gateway-harness.ts'
import { recordHistory } from '../../../testing/history/index.ts'
import { isChromiumMissing, launchChromium } from '../../../testing/launch-chromium.ts'

const image = '<img src=x onerror="window.hasRun=1">'
const markup = `${image}<script>window.hasRun=1</script>`
/** Each string that a client decides, told apart by its beginning. */
const hostile = {
  name: `Name"'>${markup}`,
  username: `user${markup}`,
  // The figures count by the first 64 characters.
  source: `source${image}`,
  slot: `slot${markup}`,
  file: `file${markup}.pdf`,
  link: `link [tap](javascript:window.hasRun=1) https://example.com/"onmouseover="window.hasRun=1${markup}`,
  question: `question${markup}`,
  objection: `objection${image}`,
} as const

describe.skipIf(isChromiumMissing)('a client who writes markup, in a real browser', { timeout: 240_000 }, () => {
  let browser: Browser
  let database: Database
  let test: TestGateway
  let client: Furnished
  let page: Page
  let close: () => Promise<void>
  const complaints: string[] = []
  beforeAll(async () => {
    await buildDashboard()
    browser = await launchChromium()
    database = connectDatabase({ engine: 'sqlite', path: ':memory:' })
    await migrate(database)
    const settings = { strongScore: 0.5, maxFileBytes: 10_000, embeddingTimeoutMs: 100, searchesPerLogLine: 100 }
    const rooms = { clock: systemClock, database }
    const folder = testBusiness.knowledgeFolder
    const knowledge = createKnowledge({ ...rooms, logger: silentLogger, embed: null, folder, settings })
    test = await startTestGateway({ ...rooms, knowledge })
    client = await furnishHostile(test, systemClock.now())
    const opened = await openDashboard(browser, { link: await test.gateway.createLoginLink(), path: '/leads' })
    page = opened.page
    page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', error => complaints.push(error.message))
    close = () => opened.context.close()
  }, 120_000)
  afterAll(async () => {
    await close()
    await browser.close()
    await test.close()
    await database.close()
  })

  it.each([
    ['the list of the inbox', (): string => '/inbox', [hostile.name]],
    ['the thread', (): string => `/inbox/${client.conversationId}`, [hostile.name, hostile.file, hostile.slot]],
    ['the table of leads', (): string => '/leads', [hostile.name]],
    ['the board of leads', (): string => '/leads?view=board', [hostile.name]],
    ['the page of a lead', (): string => `/leads/${client.leadId}`, [hostile.name, hostile.source, hostile.slot]],
    ['the analytics', (): string => '/analytics', [hostile.source, hostile.objection]],
    ['the unanswered questions', (): string => '/knowledge?part=questions', [hostile.question]],
    // Written as JSON, in which a quotation mark bears a stroke.
    ['the audit log', (): string => '/settings/audit', ['<img src=x onerror=']],
  ] as const)('is shown as text: %s', async (_, path, texts) => {
    await page.goto(`${test.url}${path()}`)
    for (const text of texts) await page.getByText(text, { exact: false }).first().waitFor()
    await expectHarmless()
  })

  it('is shown as text: who stands behind a number', async () => {
    await page.goto(`${test.url}/analytics`)
    await page.getByTitle('Show what stands behind “New leads”').click()
    await page.getByRole('dialog', { name: 'New leads' }).getByText(hostile.name, { exact: false }).first().waitFor()
    await expectHarmless()
  })

  async function expectHarmless(): Promise<void> {
    expect(await page.evaluate('window.hasRun')).toBeUndefined()
    expect(await page.locator('img[src=x], script:not([src]), [onerror], [onmouseover]').count()).toBe(0)
    const links = await page.locator('a').evaluateAll(all => all.map(link => link.getAttribute('href')))
    expect(links.filter(href => !/^(\/|#|https:\/\/example\.com\/)/.test(href ?? ''))).toEqual([])
    expect(complaints).toEqual([])
  }
})

async function furnishHostile({ deps }: TestGateway, nowMs: number): Promise<Furnished> {
  const { database, webchat } = deps
  const [client] = await furnishInbox(
    { database, accountId: webchat.accountId },
    [
      {
        name: hostile.name,
        username: hostile.username,
        said: [
          { by: 'user', text: hostile.link },
          { by: 'user', text: '', kind: 'document', media: { fileId: 'file', fileName: hostile.file } },
        ],
        slots: { need: [hostile.slot, 0.9, 0] },
        endedMinutesAgo: 5,
      },
    ],
    nowMs,
  )
  if (client === undefined) throw new TypeError('the client was not stored')
  const { conversationId, leadId } = client
  const at = nowMs - 60_000
  await database.db
    .updateTable('leads')
    .set({ source: hostile.source, created_at: at })
    .where('id', '=', leadId)
    .execute()
  await recordHistory(database, [
    { conversationId, at, type: 'conversation.started', payload: { userId: 1 } },
    { conversationId, at, type: 'lead.created', payload: { leadId, userId: 1 } },
    { conversationId, at, type: 'lead.objection_raised', payload: { leadId, objection: hostile.objection } },
  ])
  const asked = { conversation_id: conversationId, message_id: null, asked_at: at, settled_at: null }
  await database.db
    .insertInto('open_questions')
    .values({ ...asked, question: hostile.question, language: 'en' })
    .execute()
  const change = { action: 'lead.change', target: `lead:${leadId}`, before: null, after: { name: hostile.name } }
  await recordAudit(database.db, { actor: 'session:1', ...change }, at)
  return client
}
