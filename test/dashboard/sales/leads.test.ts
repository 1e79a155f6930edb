import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '#shared/utils'
import { buildDashboard } from '../../../testing/dashboard/build-dashboard.ts'
import { furnishSales } from '../../../testing/dashboard/furnish-sales.ts'
import { findViolations, openDashboard } from '../../../testing/dashboard/open-dashboard.ts'
import { startTestGateway, type TestGateway, testAdminKey } from '../../../testing/gateway-harness.ts'
import { isChromiumMissing, launchChromium } from '../../../testing/launch-chromium.ts'

describe.skipIf(isChromiumMissing)('leads, in a real browser', { timeout: 90_000 }, () => {
  let browser: Browser
  let test: TestGateway
  beforeAll(async () => {
    await buildDashboard()
    browser = await launchChromium()
    test = await startTestGateway({ clock: systemClock })
    await furnishSales({ database: test.deps.database, accountId: test.deps.webchat.accountId }, Date.now())
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await test.close()
  })

  const open = async (path: string, options: object = {}) =>
    openDashboard(browser, { link: await test.gateway.createLoginLink(), path, ...options })
  const read = async (id: number) => {
    const headers = { authorization: `Bearer ${testAdminKey}` }
    const response = await fetch(`${test.url}/api/v1/leads/${id}`, { headers })
    return (await response.json()) as { readonly id: number; readonly stage: string }
  }
  const column = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

  it('are searched, sorted and filtered in a table, and the address keeps what was chosen', async () => {
    const { context, page, complaints } = await open('/leads')
    await page.getByRole('link', { name: 'Анна Король' }).waitFor()
    await page.getByRole('searchbox').fill('борис')
    await page.getByRole('link', { name: 'Анна Король' }).waitFor({ state: 'detached' })
    await page.getByRole('link', { name: 'Борис Ли' }).waitFor()
    expect(new URL(page.url()).searchParams.get('q')).toContain('борис')
    await page.reload()
    await page.getByRole('link', { name: 'Борис Ли' }).waitFor()
    expect(await page.getByRole('row').count()).toBe(2)
    await page.getByRole('button', { name: 'Reset' }).click()
    await page.getByRole('columnheader', { name: 'Fit' }).getByRole('button').click()
    await page.getByRole('columnheader', { name: 'Fit' }).and(page.locator('[aria-sort=descending]')).waitFor()
    expect(await findViolations(page)).toEqual([])
    expect(complaints).toEqual([])
    await context.close()
  })

  it('are moved on the board by the keyboard, and the move is stored', async () => {
    const { context, page, complaints } = await open('/leads?view=board')
    const card = column(page, 'Greeting').getByRole('listitem').first()
    const name = (await card.getByRole('link').textContent()) ?? ''
    const id = Number((await card.getByRole('link').getAttribute('href'))?.split('/').at(-1))
    await page.getByRole('button', { name: `Move ${name} to another stage` }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: 'Presentation' }).press('Enter')
    await column(page, 'Presentation').getByRole('link', { name }).waitFor()
    await page.getByText(`${name} is now in “Presentation”`).waitFor()
    expect((await read(id)).stage).toBe('presentation')
    expect(await findViolations(page)).toEqual([])
    expect(complaints).toEqual([])
    await context.close()
  })

  it('are moved by dragging', async () => {
    const { context, page } = await open('/leads?view=board')
    const card = column(page, 'Needs').getByRole('listitem').first()
    const name = (await card.getByRole('link').textContent()) ?? ''
    await card.dragTo(column(page, 'Presentation'))
    await page.getByText(`${name} is now in “Presentation”`).waitFor()
    await column(page, 'Presentation').getByRole('link', { name }).waitFor()
    await context.close()
  })

  it('go back to where they stood when somebody else was faster', async () => {
    const { context, page } = await open('/leads?view=board')
    const card = column(page, 'Objections').getByRole('listitem').first()
    const name = (await card.getByRole('link').textContent()) ?? ''
    const id = Number((await card.getByRole('link').getAttribute('href'))?.split('/').at(-1))
    // Without an event, as from another process: the card stands where it stood.
    await test.deps.database.db
      .updateTable('leads')
      .set({ stage: 'scheduling' })
      .where('id', '=', id as never)
      .execute()
    await page.getByRole('button', { name: `Move ${name} to another stage` }).click()
    await page.getByRole('menuitem', { name: 'Summary' }).click()
    await page.getByText(`${name} has changed meanwhile`).waitFor()
    await column(page, 'Scheduling').getByRole('link', { name }).waitFor()
    expect((await read(id)).stage).toBe('scheduling')
    await context.close()
  })

  it('have a page with the words behind each slot, the parts of the score, and what happened', async () => {
    const { context, page, complaints } = await open('/leads?q=анна')
    await page.getByRole('link', { name: 'Анна Король' }).click()
    await page.getByRole('heading', { level: 1, name: 'Анна Король' }).waitFor()
    await page.getByText('Said: “Бюджет до 300 тысяч, нужно к марту”').waitFor()
    await page.getByText('Confidence 90%').waitFor()
    const timeline = page.getByRole('region', { name: 'Timeline' })
    await timeline.getByText('Stage: Greeting → Needs').waitFor()
    await timeline.getByLabel('Note for colleagues').fill('<img src=x onerror=alert(1)> call before noon')
    await timeline.getByRole('button', { name: 'Add' }).click()
    await timeline.getByText('<img src=x onerror=alert(1)> call before noon').waitFor()
    await timeline.getByText(/· You$/).waitFor()
    await timeline.getByText('Promises').click()
    await timeline.getByText('Запуск за 120 000 ₽').waitFor()
    await timeline.getByText('Backed by: prices.md › Запуск').waitFor()
    await page.getByRole('region', { name: 'Consents' }).getByText('Agreed').waitFor()
    expect(await findViolations(page)).toEqual([])
    expect(complaints).toEqual([])
    await context.close()
  })

  it.each([
    ['en-GB', ['Budget', 'What is needed', 'Former crm'], 'Told: Budget', 'Russian'],
    ['ru-RU', ['Бюджет', 'Что нужно', 'Former crm'], 'Рассказал: Бюджет', 'Русский'],
  ] as const)(
    'say what is known in words, and in the language of the screens: %s',
    async (locale, titles, told, spoken) => {
      const { context, page } = await open('/leads?q=анна', { locale })
      await page.getByRole('link', { name: 'Анна Король' }).click()
      const known = page.getByRole('region', { name: locale === 'en-GB' ? 'What is known' : 'Что известно' })
      await known.waitFor()
      expect((await known.locator('dt').allInnerTexts()).toSorted()).toEqual(titles.toSorted())
      const fit = page.getByRole('region', { name: locale === 'en-GB' ? 'Fit' : 'Оценка' })
      for (const title of titles.slice(0, 2)) await fit.getByText(title, { exact: true }).waitFor()
      await page.getByText(told, { exact: true }).waitFor()
      await page.getByText(spoken, { exact: true }).waitFor()
      await context.close()
    },
  )

  it('are forgotten only by whoever types the word', async () => {
    const { context, page } = await open('/leads?q=лев')
    await page.getByRole('link', { name: 'Лев Абрамов' }).click()
    await page.getByRole('button', { name: 'Forget this person' }).click()
    const question = page.getByRole('dialog', { name: 'Forget this person for good?' })
    await question.getByLabel('Type FORGET to confirm').waitFor()
    expect(await question.getByRole('button', { name: 'Forget this person' }).isDisabled()).toBe(true)
    expect(await findViolations(page)).toEqual([])
    await question.getByLabel('Type FORGET to confirm').fill('forget')
    await question.getByRole('button', { name: 'Forget this person' }).click()
    await page.getByText('This person was forgotten.').waitFor()
    const { db } = test.deps.database
    expect(await db.selectFrom('leads').select('id').where('name', '=', 'Лев Абрамов').execute()).toEqual([])
    await context.close()
  })

  it('fit a phone, in Russian and in the dark, and are exported as they are chosen', async () => {
    const options = { viewport: { width: 390, height: 844 }, locale: 'ru-RU', colorScheme: 'dark' }
    const { context, page } = await open('/leads?stage=summary', options)
    await page.getByRole('heading', { name: 'Лиды' }).waitFor()
    await page.getByRole('row').nth(1).waitFor()
    const width = await page.evaluate('document.documentElement.scrollWidth')
    expect(width).toBe(390)
    expect(await findViolations(page)).toEqual([])
    await page.getByRole('button', { name: 'Выгрузить' }).click()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'В CSV' }).click(),
    ])
    expect(download.suggestedFilename()).toMatch(/^leads-.*\.csv$/)
    await context.close()
  })

  it('say so when there are none', async () => {
    const { context, page } = await open('/leads?q=nobodyofthisname')
    await page.getByText('Nobody fits').waitFor()
    await page.goto(`${test.url}/leads/4711`)
    await page.getByText('There is nothing here').waitFor()
    await context.close()
  })
})
