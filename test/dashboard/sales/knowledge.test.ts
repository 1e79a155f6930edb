import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createKnowledge } from '#capabilities/knowledge'
import { connectDatabase, migrate } from '#shared/database'
import { silentLogger, systemClock } from '#shared/utils'
import { buildDashboard } from '../../../testing/dashboard/build-dashboard.ts'
import { furnishSales } from '../../../testing/dashboard/furnish-sales.ts'
import { findViolations, openDashboard } from '../../../testing/dashboard/open-dashboard.ts'
import { startTestGateway, type TestGateway, testBusiness } from '../../../testing/gateway-harness.ts'
import { isChromiumMissing, launchChromium } from '../../../testing/launch-chromium.ts'

const prices = '# Prices\n\n## Haircut\n\nA haircut costs 1500 roubles.\n'

describe.skipIf(isChromiumMissing)('the knowledge base, in a real browser', { timeout: 90_000 }, () => {
  let browser: Browser
  let folder: string
  let test: TestGateway
  let businesses: readonly string[]
  beforeAll(async () => {
    await buildDashboard()
    browser = await launchChromium()
  }, 120_000)
  afterAll(() => browser.close())
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'knowledge-'))
    const database = connectDatabase({ engine: 'sqlite', path: ':memory:' })
    await migrate(database)
    const settings = { strongScore: 0.5, maxFileBytes: 10_000, embeddingTimeoutMs: 100, searchesPerLogLine: 100 }
    const rooms = { database, clock: systemClock, logger: silentLogger, embed: null }
    businesses = []
    const ownerOf = (path: string): string | null => businesses.find(name => path.startsWith(`${name}/`)) ?? null
    const knowledge = createKnowledge({ ...rooms, folder, settings, ownerOf, listBusinesses: () => businesses })
    const business = { ...testBusiness, knowledgeFolder: folder }
    test = await startTestGateway({ clock: systemClock, database, knowledge, business })
  })
  afterEach(async () => {
    await test.close()
    await rm(folder, { recursive: true, force: true })
  })

  const open = async (path: string, options: object = {}) =>
    openDashboard(browser, { link: await test.gateway.createLoginLink(), path, ...options })

  it('takes files, says what is wrong with the broken ones, shows what is read in a document, and deletes it', async () => {
    const { context, page, complaints } = await open('/knowledge')
    await page.getByText('No documents yet').waitFor()
    expect(await findViolations(page)).toEqual([])
    await page.getByLabel('Choose files').setInputFiles([
      { name: 'prices.md', mimeType: 'text/markdown', buffer: Buffer.from(prices) },
      { name: 'terms.pdf', mimeType: 'application/pdf', buffer: Buffer.from('not a PDF') },
      { name: 'large.txt', mimeType: 'text/plain', buffer: Buffer.alloc(20_000, 'x') },
    ])
    await page.getByText('prices.md is read: 1 passage').waitFor()
    await page.getByText('terms.pdf is stored, but cannot be read.').waitFor()
    await page.getByText('Split it, or raise rag.max_file_megabytes.').waitFor()
    await page.getByText('1 file cannot be read').waitFor()
    expect(await readFile(join(folder, 'prices.md'), 'utf8')).toBe(prices)
    expect(await findViolations(page)).toEqual([])
    await page.getByRole('button', { name: 'prices.md', exact: true }).click()
    const drawer = page.getByRole('dialog', { name: 'prices.md' })
    await drawer.getByText('A haircut costs 1500 roubles.').waitFor()
    await drawer.getByRole('button', { name: 'Delete' }).click()
    await drawer.getByText('Delete prices.md?').waitFor()
    expect(await findViolations(page)).toEqual([])
    await drawer.getByRole('alert').getByRole('button', { name: 'Delete' }).click()
    await page.getByText('prices.md was deleted.').waitFor()
    // The browser itself says that the server refused the large file.
    expect(complaints.filter(text => !text.includes('413'))).toEqual([])
    await context.close()
  })

  it('replaces a document only when it is told to', async () => {
    await writeFile(join(folder, 'prices.md'), prices)
    await test.deps.knowledge?.refresh(new AbortController().signal)
    const { context, page } = await open('/knowledge')
    const buffer = Buffer.from('# New\n\nEverything is free.\n')
    await page.getByLabel('Choose files').setInputFiles({ name: 'prices.md', mimeType: 'text/markdown', buffer })
    await page.getByText('prices.md is there already.').waitFor()
    expect(await readFile(join(folder, 'prices.md'), 'utf8')).toBe(prices)
    await page.getByRole('button', { name: 'Replace' }).click()
    await page.getByText('prices.md is read: 1 passage').waitFor()
    expect(await readFile(join(folder, 'prices.md'), 'utf8')).toBe(`${buffer}`)
    await context.close()
  })

  it('is searched as the agent searches, and looked through at a word', async () => {
    await writeFile(join(folder, 'prices.md'), prices)
    const { context, page, complaints } = await open('/knowledge')
    await page.getByRole('button', { name: 'Look through now' }).click()
    await page.getByText('Looked through: 1 read, 0 broken, 0 unchanged.').waitFor()
    await page.getByRole('tab', { name: 'Search' }).click()
    await page.getByLabel('A question, as a client would ask it').fill('how much is a haircut?')
    await page.keyboard.press('Enter')
    await page.getByText('prices.md › Prices › Haircut').waitFor()
    await page.getByText('Very likely the answer').waitFor()
    expect(await findViolations(page)).toEqual([])
    await page.getByLabel('A question, as a client would ask it').fill('submarine')
    await page.keyboard.press('Enter')
    await page.getByText('The agent would find nothing').waitFor()
    expect(complaints).toEqual([])
    await context.close()
  })

  it('keeps the documents of two bots apart, in uploads, in the list and in the search', async () => {
    businesses = ['general', 'beauty-salon']
    const { context, page, complaints } = await open('/knowledge')
    await page.getByRole('combobox', { name: 'For whom' }).click()
    await page.getByRole('option', { name: 'beauty-salon' }).click()
    const buffer = Buffer.from(prices)
    await page.getByLabel('Choose files').setInputFiles({ name: 'prices.md', mimeType: 'text/markdown', buffer })
    await page.getByText('prices.md is read: 1 passage').waitFor()
    await page.getByText('Only for bots of beauty-salon').waitFor()
    expect(await readFile(join(folder, 'beauty-salon/prices.md'), 'utf8')).toBe(prices)
    expect(await findViolations(page)).toEqual([])
    await page.getByRole('tab', { name: 'Search' }).click()
    await page.getByLabel('A question, as a client would ask it').fill('how much is a haircut?')
    await page.keyboard.press('Enter')
    await page.getByText('The agent would find nothing').waitFor()
    await page.getByRole('combobox', { name: 'As a bot of' }).click()
    await page.getByRole('option', { name: 'beauty-salon' }).click()
    await page.getByText('A haircut costs 1500 roubles.').waitFor()
    expect(await findViolations(page)).toEqual([])
    expect(complaints).toEqual([])
    await context.close()
  })

  it('takes the answer to what a client asked, on a phone', async () => {
    const { database } = test.deps
    const [anna] = await furnishSales({ database, accountId: test.deps.webchat.accountId }, Date.now())
    if (anna === undefined) throw new Error('nobody was furnished')
    const question = {
      question: 'Есть парковка? <b>срочно</b>',
      language: 'ru',
      asked_at: Date.now(),
      settled_at: null,
    }
    await database.db
      .insertInto('open_questions')
      .values({ conversation_id: anna.conversationId, message_id: null, ...question })
      .execute()
    const options = { viewport: { width: 390, height: 844 }, locale: 'ru-RU', colorScheme: 'dark' }
    const { context, page, complaints } = await open('/knowledge?part=questions', options)
    await page.getByText('Есть парковка? <b>срочно</b>').waitFor()
    await page.getByRole('button', { name: 'Написать ответ' }).click()
    await page.getByLabel('Ответ', { exact: true }).fill('Да, во дворе.')
    expect(await findViolations(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
    await page.getByRole('button', { name: 'Добавить ответ' }).click()
    await page.getByText('Вопросов без ответа нет').waitFor()
    expect(await readFile(join(folder, 'answers.md'), 'utf8')).toContain('Да, во дворе.')
    expect(complaints).toEqual([])
    await context.close()
  })
})
