import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createKnowledge, type Embed } from '#capabilities/knowledge'
import { connectDatabase, type Database, migrate } from '#shared/database'
import { silentLogger, systemClock } from '#shared/utils'
import { buildDashboard } from '../../../testing/dashboard/build-dashboard.ts'
import { findViolations, openDashboard } from '../../../testing/dashboard/open-dashboard.ts'
import { startTestGateway, type TestGateway, testBusiness } from '../../../testing/gateway-harness.ts'
import { isChromiumMissing, launchChromium } from '../../../testing/launch-chromium.ts'

const steps = ['What you sell', 'Your bot', 'Model', 'Documents', 'Talk to it'] as const
const prices = { name: 'prices.md', mimeType: 'text/markdown', buffer: Buffer.from('# Prices\n\nA haircut: 1500 ₽') }

describe.skipIf(isChromiumMissing)('the set-up, in a real browser', { timeout: 180_000 }, () => {
  let browser: Browser
  let folder: string
  let database: Database
  let test: TestGateway
  let embedding: Promise<void>
  beforeAll(async () => {
    await buildDashboard()
    browser = await launchChromium()
  }, 120_000)
  afterAll(() => browser.close())
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'set-up-'))
    database = connectDatabase({ engine: 'sqlite', path: ':memory:' })
    await migrate(database)
    embedding = Promise.resolve()
    const embed: Embed = async texts => {
      await embedding
      return { kind: 'vectors', model: 'test', vectors: texts.map(() => [1]) }
    }
    const settings = { strongScore: 0.5, maxFileBytes: 10_000, embeddingTimeoutMs: 60_000, searchesPerLogLine: 100 }
    const rooms = { clock: systemClock, database }
    const knowledge = createKnowledge({ ...rooms, logger: silentLogger, embed, folder, settings })
    test = await startTestGateway({ ...rooms, knowledge, business: { ...testBusiness, knowledgeFolder: folder } })
  })
  afterEach(async () => {
    await test.close()
    await database.close()
    await rm(folder, { recursive: true, force: true })
  })

  const open = async (path: string) => openDashboard(browser, { link: await test.gateway.createLoginLink(), path })
  const atStep = (page: Page, name: string) => page.getByRole('heading', { level: 2, name, exact: true }).waitFor()

  it('lets every step be skipped, and returned to and done', async () => {
    const { context, page, complaints } = await open('/setup')
    for (const step of steps.slice(0, -1)) {
      await atStep(page, step)
      await page.getByRole('button', { name: 'Skip', exact: true }).click()
    }
    await atStep(page, 'Talk to it')
    await page.getByText('No bot is connected yet: nobody but you can write to it.').waitFor()
    for (const step of steps) await page.getByRole('button', { name: `${step}: To do` }).waitFor()

    await page.getByRole('button', { name: 'Documents: To do' }).click()
    await atStep(page, 'Documents')
    await page.locator('input[type=file]').setInputFiles(prices)
    await page.getByText('1 passage').waitFor()
    await page.getByRole('button', { name: 'Documents: Done' }).waitFor()
    for (const step of ['Model', 'Your bot', 'What you sell']) {
      await page.getByRole('button', { name: 'Back', exact: true }).click()
      await atStep(page, step)
    }
    expect(complaints).toEqual([])
    await context.close()
  })

  it('says how many of the files are read while they are', async () => {
    const { context, page } = await open('/setup')
    await page.getByRole('button', { name: 'Documents: To do' }).click()
    await atStep(page, 'Documents')
    const second = holdUntilTold()
    await page.route('**/api/v1/knowledge/documents?path=terms.md*', async route => {
      await second.isReleased
      await route.continue()
    })
    await page
      .locator('input[type=file]')
      .setInputFiles([
        prices,
        { name: 'terms.md', mimeType: 'text/markdown', buffer: Buffer.from('# Terms\n\nPay at the end.') },
        { name: 'broken.pdf', mimeType: 'application/pdf', buffer: Buffer.from('not a PDF') },
      ])
    const bar = page.getByRole('progressbar', { name: '1 of 3 files are read' })
    await bar.waitFor()
    expect(await findViolations(page)).toEqual([])
    second.release()
    await page.getByRole('progressbar').waitFor({ state: 'detached' })
    expect(await page.getByText('1 passage').count()).toBe(2)
    await context.close()
  })

  it('shows how far the platform is in looking through the documents anew', async () => {
    const { context, page } = await open('/knowledge')
    await page.getByText('No documents yet').waitFor()
    await writeFile(join(folder, 'prices.md'), prices.buffer)
    const meaning = holdUntilTold()
    embedding = meaning.isReleased
    await page.getByRole('button', { name: 'Look through now' }).click()
    await page.getByRole('progressbar', { name: /^Looking through: \d of 1$/ }).waitFor()
    expect(await findViolations(page)).toEqual([])
    meaning.release()
    await page.getByRole('progressbar').waitFor({ state: 'detached' })
    await context.close()
  })
})

function holdUntilTold(): { readonly isReleased: Promise<void>; readonly release: () => void } {
  let release = (): void => {}
  const isReleased = new Promise<void>(resolve => {
    release = resolve
  })
  return { isReleased, release }
}
