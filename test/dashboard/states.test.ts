import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page, Route } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLinkToken } from '#capabilities/access'
import { createKnowledge } from '#capabilities/knowledge'
import { toInboundLimits } from '#flow'
import { listSettings } from '#shared/config'
import { connectDatabase, type Database, migrate } from '#shared/database'
import { silentLogger, systemClock } from '#shared/utils'
import { readSettings, sections } from '../../services/settings.ts'
import { createLeads } from '../../testing/create-leads.ts'
import { buildDashboard } from '../../testing/dashboard/build-dashboard.ts'
import { openDashboard } from '../../testing/dashboard/open-dashboard.ts'
import { startTestGateway, type TestGateway, testBusiness, testInstallation } from '../../testing/gateway-harness.ts'
import { isChromiumMissing, launchChromium } from '../../testing/launch-chromium.ts'

// Everything is event-driven; this only ends a test that would never end.
const patienceMs = 30_000

/** Each view, what it asks the gateway for, and what it says while there is nothing; null: it always has something. */
const views = [
  { path: '/inbox', asks: '**/api/v1/conversations*', empty: 'No conversations yet' },
  { path: '/inbox/1', asks: '**/api/v1/conversations/1?*', empty: 'There is nothing here' },
  { path: '/leads', asks: '**/api/v1/leads?*', empty: 'No leads yet' },
  { path: '/leads?view=board&stage=greeting', asks: '**/api/v1/leads?*', empty: 'Nobody is here' },
  { path: '/leads/1', asks: '**/api/v1/leads/1', empty: 'There is nothing here' },
  { path: '/knowledge', asks: '**/api/v1/knowledge?*', empty: 'No documents yet' },
  { path: '/knowledge?part=questions', asks: '**/api/v1/knowledge/questions*', empty: 'Nothing is left unanswered' },
  { path: '/analytics', asks: '**/api/v1/analytics/metrics*', empty: 'Nothing in this period' },
  { path: '/playground', asks: '**/api/v1/webchat/chats/*/messages*', empty: 'Ask something' },
  { path: '/settings/bots', asks: '**/api/v1/bots', empty: 'No bot yet' },
  { path: '/settings/bots', asks: '**/api/v1/bots/connections', empty: 'Nobody has connected an account.' },
  { path: '/settings/model', asks: '**/api/v1/setup', empty: null },
  { path: '/settings/team', asks: '**/api/v1/operators', empty: 'Nobody was let in yet.' },
  { path: '/settings/keys', asks: '**/api/v1/keys', empty: 'No keys yet' },
  { path: '/settings/webhooks', asks: '**/api/v1/webhooks', empty: 'No webhooks yet' },
  // Whoever looks has signed in, and that stands in it.
  { path: '/settings/audit', asks: '**/api/v1/audit*', empty: null },
  { path: '/settings/health', asks: '**/api/v1/system/doctor', empty: 'All is well' },
  { path: '/settings/backups', asks: '**/api/v1/system/backups', empty: 'There is no backup yet.' },
  { path: '/settings/hours', asks: '**/api/v1/playbooks/*/form', empty: null },
  { path: '/settings/follow-ups', asks: '**/api/v1/playbooks/*/form', empty: null },
  { path: '/settings/playbook', asks: '**/api/v1/playbooks', empty: null },
  { path: '/settings/speech', asks: '**/api/v1/settings', empty: null },
  { path: '/settings/limits', asks: '**/api/v1/system/limits', empty: 'Nobody is blocked.' },
  { path: '/settings/options', asks: '**/api/v1/settings', empty: null },
  { path: '/setup', asks: '**/api/v1/setup', empty: null },
] as const

const forbidden = { name: 'You may not see this' } as const

describe.skipIf(isChromiumMissing)('every view, in a real browser', { timeout: 20 * patienceMs }, () => {
  let browser: Browser
  let home: string
  let database: Database
  let test: TestGateway
  let context: BrowserContext
  let page: Page
  beforeAll(async () => {
    await buildDashboard()
    browser = await launchChromium()
    home = await mkdtemp(join(tmpdir(), 'states-'))
    database = connectDatabase({ engine: 'sqlite', path: ':memory:' })
    await migrate(database)
    test = await startBareGateway(database, home)
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
    await database.close()
    await rm(home, { recursive: true, force: true })
  })

  it('says when there is nothing yet', async () => {
    for (const { path, empty } of views) {
      if (empty === null) continue
      await page.goto(`${test.url}${path}`)
      await page.getByText(empty).first().waitFor()
    }
  })

  it('says so when no setting fits the words that are looked for, and shows all again without them', async () => {
    await page.goto(`${test.url}/settings/options`)
    const search = page.getByRole('textbox', { name: 'Search' })
    await search.fill('no setting is called this')
    await page.getByText('No setting fits').waitFor()
    await search.fill('rate_limiting')
    await page.getByText('rate_limiting.enabled').waitFor()
  })

  it('says that it is loading, and what went wrong, and tries again at a word', async () => {
    // Without them, what is asked for again would not be there.
    await writeIn(test, 'states')
    await createLeads(database, 1)
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

  it.each(['viewer', 'operator'] as const)('says to whoever may not see it that they may not: %s', async role => {
    const token = await database.transaction(tx => createLinkToken(tx, { role, actor: 'test' }, systemClock.now()))
    const theirs = await openDashboard(browser, { link: `${test.url}/login?token=${token}`, path: '/analytics' })
    theirs.page.setDefaultTimeout(patienceMs)
    const [closed, open] = [true, false].map(isClosed =>
      views.filter(({ path }) => /^\/(settings|setup|playground)/.test(path) === isClosed),
    )
    // Figures, clients and documents are for everybody who may sign in.
    for (const { path, asks } of open ?? []) {
      const [answer] = await Promise.all([theirs.page.waitForResponse(asks), theirs.page.goto(`${test.url}${path}`)])
      expect(answer.status(), path).toBe(200)
      expect(await theirs.page.getByRole('heading', forbidden).count(), path).toBe(0)
    }
    for (const path of new Set(closed?.map(({ path }) => path))) {
      await theirs.page.goto(`${test.url}${path}`)
      await theirs.page.getByRole('heading', forbidden).waitFor()
    }
    await theirs.context.close()
  })
})

function startBareGateway(database: Database, home: string): Promise<TestGateway> {
  const source = { directory: home, env: {} }
  const read = readSettings(source)
  if (read.kind === 'invalid') throw new Error(JSON.stringify(read.faults))
  const folder = join(home, 'documents')
  const settings = { strongScore: 0.5, maxFileBytes: 10_000_000, embeddingTimeoutMs: 100, searchesPerLogLine: 100 }
  const rooms = { database, clock: systemClock, logger: silentLogger }
  return startTestGateway({
    ...{ clock: systemClock, database },
    business: { ...testBusiness, knowledgeFolder: folder },
    knowledge: createKnowledge({ ...rooms, embed: null, folder, settings }),
    limits: toInboundLimits(read.values.rate_limiting),
    system: { ...testInstallation.system, listSettings: () => listSettings(sections, source) },
  })
}

/** A client of the web chat says something; theirs is the first conversation. */
async function writeIn({ url, keyOf }: TestGateway, chat: string): Promise<void> {
  const headers = { ...(await keyOf('admin')), 'content-type': 'application/json' }
  const body = JSON.stringify({ text: 'Hello', client_message_id: 'one' })
  const answer = await fetch(`${url}/api/v1/webchat/chats/${chat}/messages`, { method: 'POST', headers, body })
  expect(answer.status).toBeLessThan(300)
}

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
