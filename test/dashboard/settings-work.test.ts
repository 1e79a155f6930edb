import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { saveAccount } from '#capabilities/conversations'
import { readPlaybook } from '#capabilities/sales'
import { toInboundLimits } from '#flow'
import { changeSettings, listSettings } from '#shared/config'
import { connectDatabase, type Database, migrate } from '#shared/database'
import { silentLogger, systemClock } from '#shared/utils'
import { createBackups } from '../../services/parts/backups/create-backups.ts'
import { readSettings, sections } from '../../services/settings.ts'
import { type AsrServer, startAsrServer } from '../../testing/asr-server/index.ts'
import { buildDashboard } from '../../testing/dashboard/build-dashboard.ts'
import { openDashboard } from '../../testing/dashboard/open-dashboard.ts'
import { createTestFile } from '../../testing/databases.ts'
import { startTestGateway, type TestGateway, testBusiness, testInstallation } from '../../testing/gateway-harness.ts'
import { isChromiumMissing, launchChromium } from '../../testing/launch-chromium.ts'

const patienceMs = 30_000

describe.skipIf(isChromiumMissing)('what an owner sets up, in a real browser', { timeout: 4 * patienceMs }, () => {
  let browser: Browser
  let home: string
  let playbooksFolder: string
  let file: Awaited<ReturnType<typeof createTestFile>>
  let database: Database
  let hearing: AsrServer
  let test: TestGateway
  beforeAll(async () => {
    await buildDashboard()
    browser = await launchChromium()
    home = mkdtempSync(join(tmpdir(), 'settings-work-'))
    playbooksFolder = join(home, 'playbooks')
    cpSync(testBusiness.playbooksFolder, playbooksFolder, { recursive: true })
    hearing = await startAsrServer({ hear: async () => 'nothing is heard here' })
    file = await createTestFile()
    database = connectDatabase(file)
    await migrate(database)
    const env = { BACKUP_FOLDER: join(home, 'backups'), RAG_KNOWLEDGE_BASE_PATH: join(home, 'none') }
    const source = { directory: home, env: { ...env, DATABASE_DB_PATH: file.path } }
    const read = readSettings(source)
    if (read.kind === 'invalid') throw new Error(JSON.stringify(read.faults))
    const rooms = { clock: systemClock, database, logger: silentLogger, target: file }
    test = await startTestGateway({
      ...rooms,
      business: { ...testBusiness, playbooksFolder },
      limits: toInboundLimits(read.values.rate_limiting),
      backups: createBackups({ ...rooms, playbooksFolder, settings: read.values }),
      system: {
        ...testInstallation.system,
        // Nothing is started anew here: nobody has to be waited for.
        services: [],
        listSettings: () => listSettings(sections, source),
        changeSettings: changes => changeSettings(sections, source, changes),
      },
    })
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await test.close()
    await database.close()
    await hearing.stop()
    await file.drop()
    rmSync(home, { recursive: true, force: true })
  })

  const open = async (path: string, options: BrowserContextOptions = {}) => {
    const opened = await openDashboard(browser, { link: await test.gateway.createLoginLink(), path, ...options })
    opened.page.setDefaultTimeout(patienceMs)
    return opened
  }
  const dotenv = () => (existsSync(join(home, '.env')) ? readFileSync(join(home, '.env'), 'utf8') : '')
  const save = (page: Page, form: string) =>
    page.getByRole('form', { name: form, exact: true }).getByRole('button', { name: 'Save' }).click()

  it('working hours: a day is opened, wrong hours are refused with their place', async () => {
    const { context, page } = await open('/settings/hours')
    await page.getByRole('switch', { name: 'Saturday' }).check({ force: true })
    await page.getByRole('textbox', { name: 'Hours: Saturday' }).fill('11:00-15:00')
    await save(page, 'Hours and calendar')
    await page.getByText('Saved. It counts from the next answer on.').waitFor()
    expect(readPlaybook(playbooksFolder, 'general').meeting?.workingHours.sat).toEqual([{ from: '11:00', to: '15:00' }])
    await page.getByRole('textbox', { name: 'Hours: Saturday' }).fill('morning')
    await save(page, 'Hours and calendar')
    await page.getByText(/meeting\.working_hours\.sat: found/).waitFor()
    expect(readPlaybook(playbooksFolder, 'general').meeting?.workingHours.sat).toHaveLength(1)
    await context.close()
  })

  it('the calendar: its settings are kept in .env', async () => {
    const { context, page } = await open('/settings/hours')
    await page.getByRole('textbox', { name: 'Time zone of the business' }).fill('Asia/Bangkok')
    await page.getByRole('textbox', { name: 'Reminders before a meeting, hours' }).fill('3')
    await save(page, 'Calendar')
    await page.getByText('Kept, and in use.').waitFor()
    expect(dotenv()).toContain('AI_SERVER_TIMEZONE=Asia/Bangkok')
    expect(dotenv()).toContain('CALENDAR_REMINDER_HOURS=3')
    await context.close()
  })

  it('follow-ups: one goes, one comes', async () => {
    const { context, page } = await open('/settings/follow-ups')
    await page.getByRole('button', { name: 'Remove follow-up 3' }).click()
    await page.getByRole('button', { name: 'Add a follow-up' }).click()
    const third = page.getByRole('region', { name: 'Follow-up 3' })
    await third.getByRole('textbox', { name: 'Text, Russian' }).fill('Вы ещё с нами?')
    await third.getByRole('textbox', { name: 'Text, English' }).fill('Still there?')
    await save(page, 'Follow-ups')
    await page.getByText('Saved. It counts from the next answer on.').waitFor()
    const { followUps } = readPlaybook(playbooksFolder, 'general')
    expect(followUps).toHaveLength(3)
    expect(followUps[2]).toEqual({ afterHours: 54, stages: [], text: { ru: 'Вы ещё с нами?', en: 'Still there?' } })
    await context.close()
  })

  it('the playbook by its form: the words change, the rest stays', async () => {
    const { context, page } = await open('/settings/playbook')
    await page.getByRole('textbox', { name: 'Greeting, English' }).fill('Hello from the bakery!')
    await page.getByRole('textbox', { name: 'What you sell' }).fill('A loaf: 90 ₽')
    await save(page, 'In short')
    await page.getByText('Saved. It counts from the next answer on.').waitFor()
    const { lines, offer, handoff } = readPlaybook(playbooksFolder, 'general')
    expect({ greeting: lines.greeting.en, offer: offer.trim() }).toEqual({
      greeting: 'Hello from the bakery!',
      offer: 'A loaf: 90 ₽',
    })
    expect(handoff).toEqual(readPlaybook(testBusiness.playbooksFolder, 'general').handoff)
    await context.close()
  })

  it('voice: a server is tried before it is kept', async () => {
    const { context, page } = await open('/settings/speech')
    const trial = page.getByRole('form', { name: 'Test: Hearing voice messages' })
    await trial.getByRole('textbox', { name: 'Address to try' }).fill('http://127.0.0.1:1')
    await trial.getByRole('button', { name: 'Test' }).click()
    await trial.getByText('Nothing answers there').waitFor()
    await trial.getByRole('textbox', { name: 'Address to try' }).fill(hearing.url)
    await trial.getByRole('button', { name: 'Test' }).click()
    await trial.getByText('It answers').waitFor()
    const form = page.getByRole('form', { name: 'Hearing voice messages', exact: true })
    await form.getByRole('textbox', { name: 'Address' }).fill(hearing.url)
    await save(page, 'Hearing voice messages')
    await page.getByText('Kept, and in use.').waitFor()
    expect(dotenv()).toContain(`ASR_SERVER_BASE_URL=${hearing.url}`)
    await context.close()
  })

  it('limits: a figure out of range says so where it stands and is not kept; a right one is', async () => {
    const { context, page } = await open('/settings/limits')
    const form = page.getByRole('form', { name: 'How much one client may write', exact: true })
    const perMinute = form.getByRole('textbox', { name: 'Messages a minute', exact: true })
    await perMinute.fill('0')
    await form.getByRole('paragraph').filter({ hasText: 'From 1 to 1,000,000.' }).first().waitFor()
    await save(page, 'How much one client may write')
    await form.getByText('allowed: a whole number from 1 to 1000000').waitFor()
    expect(dotenv()).not.toContain('RATE_LIMITING_MESSAGES_PER_MINUTE')
    await perMinute.fill('12')
    await save(page, 'How much one client may write')
    await form.getByText('Kept, and in use.').waitFor()
    expect(dotenv()).toContain('RATE_LIMITING_MESSAGES_PER_MINUTE=12')
    await context.close()
  })

  it('limits: how much of the model one person may have is kept, and taken away again', async () => {
    const { context, page } = await open('/settings/limits')
    const title = 'How much of the model one person may have'
    const form = page.getByRole('form', { name: title, exact: true })
    const answers = form.getByRole('textbox', { name: 'Answers of the model a day' })
    expect(await answers.inputValue()).toBe('100')
    await answers.fill('40')
    await form.getByRole('textbox', { name: 'Tokens of the model a day' }).fill('200000')
    await save(page, title)
    await form.getByText('Kept, and in use.').waitFor()
    expect(dotenv()).toContain('RATE_LIMITING_STRANGER_BUDGET_ANSWERS_PER_DAY=40')
    expect(dotenv()).toContain('RATE_LIMITING_STRANGER_BUDGET_TOKENS_PER_DAY=200000')
    await page.reload()
    expect(await answers.inputValue()).toBe('40')
    await answers.fill('')
    await save(page, title)
    await form.getByText('Kept, and in use.').waitFor()
    expect(dotenv()).toMatch(/^RATE_LIMITING_STRANGER_BUDGET_ANSWERS_PER_DAY=(""|)$/m)
    await page.reload()
    expect(await answers.inputValue()).toBe('')
    await context.close()
  })

  it('limits: in Russian too', async () => {
    const { context, page } = await open('/settings/limits', { locale: 'ru-RU' })
    const form = page.getByRole('form', { name: 'Сколько модели достаётся одному человеку', exact: true })
    await form.getByRole('textbox', { name: 'Ответов модели в день' }).waitFor()
    await form.getByRole('textbox', { name: 'Токенов модели в день' }).waitFor()
    await context.close()
  })

  it('limits: whoever is blocked is let in again, one or all', async () => {
    const until = systemClock.now() + 60 * 60_000
    await blockPeople(database, [41, 42, 43], until)
    const { context, page } = await open('/settings/limits')
    await page.getByText(/^42 · until/).waitFor()
    await page.getByRole('button', { name: 'Let in', exact: true }).first().click()
    await expect.poll(() => page.getByRole('button', { name: 'Let in', exact: true }).count()).toBe(2)
    await page.getByRole('button', { name: 'Let everybody in' }).click()
    await page.getByText('Nobody is blocked.').waitFor()
    await context.close()
  })

  it('bots: a person’s own account is paused and resumed, and says what that means', async () => {
    await connectPerson(database)
    const { context, page } = await open('/settings/bots')
    const account = page.getByRole('group', { name: 'Ольга Пекарь' })
    await account.getByText('Not allowed: mark messages as read.').waitFor()
    await account.getByRole('button', { name: 'Pause' }).click()
    await account.getByText('The AI answers nobody in this account since').waitFor()
    await page.reload()
    await account.getByText('paused', { exact: true }).waitFor()
    await account.getByRole('button', { name: 'Resume' }).click()
    await account.getByText('on', { exact: true }).waitFor()
    await context.close()
  })

  it('team: a person is let in, comes by their link, is made a viewer and let go', async () => {
    const { context, page } = await open('/settings/team')
    const adding = page.getByRole('form', { name: 'Let a person in' })
    await adding.getByRole('textbox', { name: 'Name' }).fill('Анна')
    await adding.getByRole('textbox', { name: 'Number in Telegram' }).fill('900')
    await adding.getByRole('button', { name: 'Let in' }).click()
    await adding.getByText('This number is named in the settings').waitFor()
    await adding.getByRole('textbox', { name: 'Number in Telegram' }).fill('902')
    await adding.getByRole('button', { name: 'Let in' }).click()
    const card = page.getByRole('group', { name: 'Анна' })
    await card.getByText('Telegram 902').waitFor()
    await card.getByRole('button', { name: 'Sign-in link' }).click()
    const link = (await card.getByText(/\/login\?token=/).textContent()) ?? ''
    const hers = await openDashboard(browser, { link, path: '/inbox' })
    hers.page.setDefaultTimeout(patienceMs)
    await hers.page.getByRole('heading', { level: 1 }).first().waitFor()
    await card.getByRole('button', { name: 'Change' }).click()
    const editing = card.getByRole('form', { name: 'Анна' })
    await editing.getByRole('combobox', { name: 'Role' }).click()
    await page.getByRole('option', { name: 'viewer: reads' }).click()
    await editing.getByRole('button', { name: 'Save' }).click()
    await card.getByText('viewer: reads', { exact: true }).waitFor()
    await card.getByRole('button', { name: 'Revoke' }).click()
    await card.getByRole('alert').getByRole('button', { name: 'Revoke' }).click()
    await card.waitFor({ state: 'detached' })
    expect(await hers.page.evaluate("fetch('/api/v1/me').then(answer => answer.status)")).toBe(401)
    await hers.context.close()
    await context.close()
  })

  it('backups: the first one is made, told and listed', async () => {
    const { context, page } = await open('/settings/backups')
    await page.getByText('There is no backup yet.').waitFor()
    await page.getByRole('button', { name: 'Make one now' }).click()
    await page.getByText(/\.backup is made\./).waitFor()
    await page.getByText('The last one was made').waitFor()
    const [name = ''] = readdirSync(join(home, 'backups')).filter(each => each.endsWith('.backup'))
    await page.getByText(`npm run cli -- restore ${join(home, 'backups', name)}`).waitFor()
    await context.close()
  })
})

async function blockPeople({ db }: Database, userIds: readonly number[], untilMs: number): Promise<void> {
  const windows = { message_count_minute: 0, message_count_hour: 1, window_start_minute: 0, window_start_hour: 0 }
  const rest = { ...windows, blocked_until: untilMs, last_message_time: 0, repeated_messages: 0 }
  await db
    .insertInto('rate_limits')
    .values(userIds.map(userId => ({ user_id: userId, ...rest, last_message_content: null })))
    .execute()
}

async function connectPerson({ db }: Database): Promise<void> {
  const facts = {
    channel: 'telegram',
    externalId: '4000000001',
    username: 'bakery_bot',
    displayName: 'Bakery',
  } as const
  const accountId = await saveAccount(db, facts, 0)
  const person = { owner_user_id: 900, owner_name: 'Ольга Пекарь', owner_chat_id: '900' }
  const state = { state: 'served' as const, is_enabled: 1, rights: '["can_reply"]', created_at: 0, updated_at: 0 }
  await db
    .insertInto('business_connections')
    .values({ account_id: accountId, connection_id: 'of-olga', ...person, ...state })
    .execute()
}
