import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readPlaybook } from '#capabilities/sales'
import { changeSettings, listSettings } from '#shared/config'
import { connectDatabase, type Database, migrate } from '#shared/database'
import { silentLogger, systemClock } from '#shared/utils'
import { createBackups } from '../../services/create-backups.ts'
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

  const open = async (path: string) => {
    const opened = await openDashboard(browser, { link: await test.gateway.createLoginLink(), path })
    opened.page.setDefaultTimeout(patienceMs)
    return opened
  }
  const dotenv = () => readFileSync(join(home, '.env'), 'utf8')
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
