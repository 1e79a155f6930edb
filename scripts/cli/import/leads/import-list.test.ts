import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  acquireProcessLock,
  connectDatabase,
  type Database,
  type DatabaseTarget,
  migrate,
  migrationNames,
} from '#shared/database'
import { migrateTo } from '../../../../shared/database/migrate.ts'
import { buildXlsx } from '../../../../shared/documents/fixtures/build-xlsx.ts'
import { describeEachTarget } from '../../../../testing/databases.ts'
import { writeEarlierFile } from '../../../../testing/earlier-file.ts'
import { importCommand } from '../import.ts'

const packageFolder = join(import.meta.dirname, '../../../..')
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'list-'))
  vi.stubEnv('BUSINESS_PLAYBOOK', 'ai-services')
})

afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

async function run(...args: readonly string[]) {
  const said: string[] = []
  const say = (text: string) => void said.push(text)
  const status = await importCommand.run(args, { packageFolder, commands: [], print: say, complain: say })
  return { status, said: said.join('\n') }
}

function write(name: string, content: string | Buffer): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

async function using<Result>(target: DatabaseTarget, work: (database: Database) => Promise<Result>): Promise<Result> {
  const database = connectDatabase(target)
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

const listLeads = (target: DatabaseTarget) =>
  using(target, ({ db }) =>
    db.selectFrom('leads').select(['name', 'contact', 'source', 'stage', 'user_id']).orderBy('id').execute(),
  )

const people =
  'name,phone,email,telegram,stage,note\nAnna,+79161234567,anna@mail.ru,,scheduling,Call\nBoris,,,@boris_1,,\nVera,,,,,\n'

describeEachTarget('importing a list of people', createTarget => {
  async function configure(): Promise<DatabaseTarget> {
    const target = await createTarget()
    if (target.engine === 'sqlite') vi.stubEnv('DATABASE_DB_PATH', target.path)
    else vi.stubEnv('DATABASE_URL', target.url)
    return target
  }

  it('makes each row a lead by hand, once, however often it is imported', async () => {
    const target = await configure()
    const file = write('people.csv', people)
    expect(await run(file)).toMatchObject({ status: 0, said: 'Leads made: 3.' })
    const leads = await listLeads(target)
    expect(leads).toMatchObject([
      { name: 'Anna', contact: '+79161234567, anna@mail.ru', source: 'import', stage: 'scheduling' },
      { name: 'Boris', contact: '@boris_1', source: 'import', stage: 'greeting' },
      { name: 'Vera', contact: null, source: 'import', stage: 'greeting' },
    ])
    expect(leads.every(lead => lead.user_id < 0)).toBe(true)
    await using(target, async ({ db }) => {
      expect(await db.selectFrom('lead_notes').select(['author', 'text']).execute()).toEqual([
        { author: 'cli', text: 'Call' },
      ])
      const actions = await db.selectFrom('audit_log').select(['actor', 'action']).orderBy('id').execute()
      expect(actions.map(entry => `${entry.actor} ${entry.action}`)).toEqual([
        'cli lead.create',
        'cli lead.note',
        'cli lead.create',
        'cli lead.create',
      ])
      const events = await db.selectFrom('events').select('type').execute()
      expect(events.filter(event => event.type === 'lead.created')).toHaveLength(3)
      expect(await db.selectFrom('consents').selectAll().execute()).toEqual([])
      expect(await db.selectFrom('conversations').selectAll().execute()).toEqual([])
    })
    const again = await run(file)
    expect(again.said).toBe('3 rows of people who are leads already: they stay as they are.\nLeads made: 0.')
    expect(again.status).toBe(0)
    expect(await listLeads(target)).toEqual(leads)
  })

  it('knows a person by any contact, however it is written, also one whose lead was put away', async () => {
    const target = await configure()
    await run(write('people.csv', people))
    await using(target, ({ db }) => db.updateTable('leads').set({ deleted_at: 1 }).execute())
    const other = write('other.csv', 'имя;телефон;telegram\nАня;8 (916) 123-45-67;\n;;t.me/Boris_1\nГлеб;;\nГлеб;;\n')
    const { said } = await run(other)
    expect(said).toContain('2 rows of people who are leads already')
    expect(said).toContain('1 row of somebody whom a row above names: 5.')
    expect(said).toContain('Leads made: 1.')
    expect((await listLeads(target)).map(lead => lead.name)).toEqual(['Anna', 'Boris', 'Vera', 'Глеб'])
  })

  it('gives the lead to the person with the number in Telegram, who may write some day', async () => {
    const target = await configure()
    const file = write('people.csv', 'Telegram ID,name\n7000000001,Anna\n')
    await run(file)
    expect(await listLeads(target)).toMatchObject([{ name: 'Anna', user_id: 7_000_000_001 }])
    expect(await run(file)).toMatchObject({ said: expect.stringContaining('Leads made: 0.') })
  })

  it('writes nothing while a row is wrong, tells every fault, and leaves wrong rows out with --skip-wrong', async () => {
    const target = await configure()
    await using(target, migrate)
    const file = write('people.csv', 'name,phone,stage\nAnna,12,sold\nBoris,+79161234567,\n,,summary\n')
    const { status, said } = await run(file)
    expect(said).toContain('has 3 faults in 2 rows:')
    expect(said).toContain('row 2, phone: found "12"; allowed is a phone number')
    expect(said).toContain('row 2, stage: found "sold"; allowed is one of greeting')
    expect(said).toContain('row 4: found neither a name nor a contact')
    expect(said).toContain('--skip-wrong')
    expect(status).toBe(1)
    expect(await listLeads(target)).toEqual([])
    const skipped = await run(file, '--skip-wrong')
    expect(skipped.said).toContain('2 rows left out.')
    expect(skipped.said).toContain('Leads made: 1.')
    expect(skipped.status).toBe(0)
    expect(await listLeads(target)).toMatchObject([{ name: 'Boris' }])
  })

  it('shows with --dry-run what would be made, and writes nothing', async () => {
    const target = await configure()
    const preview = await run(write('people.csv', people), '--dry-run', '--source', 'fair')
    expect(preview.said).toContain(
      '  row 2: Anna, +79161234567, anna@mail.ru, stage scheduling, source fair, with a note\n',
    )
    expect(preview.said).toContain('Leads that would be made: 3.\nNothing was written.')
    if (target.engine === 'sqlite') expect(existsSync(target.path)).toBe(false)
    await using(target, migrate)
    await run(write('one.csv', 'name,phone\nAnna,+79161234567\n'))
    const again = await run(write('people.csv', people), '--dry-run')
    expect(again.said).toContain('1 row of people who are leads already')
    expect(again.said).toContain('Leads that would be made: 2.')
    expect(await listLeads(target)).toHaveLength(1)
  })

  it('takes what Excel writes in Russia, and workbooks', async () => {
    const target = await configure()
    const header = Buffer.concat([Buffer.from([0xc8, 0xec, 0xff]), Buffer.from(';E-mail\r\n')])
    const anna = Buffer.concat([Buffer.from([0xc0, 0xed, 0xed, 0xe0]), Buffer.from(';anna@mail.ru\r\n')])
    expect(await run(write('anna.csv', Buffer.concat([header, anna])))).toMatchObject({ said: 'Leads made: 1.' })
    const workbook = buildXlsx({
      Клиенты: [
        ['Телефон', 'Имя'],
        [79161234567, 'Борис'],
      ],
    })
    expect(await run(write('boris.xlsx', workbook))).toMatchObject({ said: 'Leads made: 1.' })
    expect(await run(write('vera.csv', '\uFEFFИмя\nВера\n'))).toMatchObject({ said: 'Leads made: 1.' })
    expect(await listLeads(target)).toMatchObject([
      { name: 'Анна', contact: 'anna@mail.ru' },
      { name: 'Борис', contact: '+79161234567' },
      { name: 'Вера', contact: null },
    ])
  })

  it('brings in more people than one transaction takes, and those that are missing after a failure', async () => {
    const target = await configure()
    const lines = Array.from({ length: 450 }, (_, index) => `Client ${index},client${index}@example.com`)
    await run(write('first.csv', ['name,email', ...lines.slice(0, 210)].join('\n')))
    const { said } = await run(write('all.csv', ['name,email', ...lines].join('\n')))
    expect(said).toContain('Leads made: 240.')
    expect(await listLeads(target)).toHaveLength(450)
  })

  it('is refused while another import runs', async () => {
    const target = await configure()
    await using(target, migrate)
    const lock = await acquireProcessLock(target, 'list-import')
    const file = write('people.csv', people)
    expect(await run(file)).toMatchObject({ status: 1, said: expect.stringContaining('another import is running') })
    await lock?.release()
    expect(await run(file)).toMatchObject({ status: 0 })
  })

  it('--dry-run asks for migrate where the database is of an earlier version', async () => {
    const target = await configure()
    await using(target, database => migrateTo(database, migrationNames.slice(0, -1)))
    const { status, said } = await run(write('people.csv', people), '--dry-run')
    expect(said).toContain('npm run cli -- migrate')
    expect(status).toBe(1)
  })
})

describe('a list that cannot be imported', () => {
  beforeEach(() => vi.stubEnv('DATABASE_DB_PATH', join(folder, 'new.db')))

  it.each([
    ['people.csv', 'Анна,+79161234567\n', 'has no row with the names of its columns'],
    ['empty.csv', '', 'has no row with the names of its columns'],
    ['people.csv', 'name;phone\n"Anna;1\n', 'the quotation marks do not match'],
    ['people.xlsx', 'no workbook', 'is not a whole Excel workbook'],
    ['people.xls', 'old', 'what can is a list of people (.csv, .tsv, .xlsx) or a database file'],
  ])('%s (%j) is refused in one line with the cure', async (name, content, reason) => {
    const { status, said } = await run(write(name, content))
    expect(said).toContain(reason)
    expect(said.split('\n')).toHaveLength(1)
    expect(status).toBe(1)
    expect(existsSync(join(folder, 'new.db'))).toBe(false)
  })

  it.each([[[]], [['--dry-run']]])('is not brought into a file of the earlier system (%j)', async args => {
    writeEarlierFile(join(folder, 'new.db'), 7)
    const { status, said } = await run(write('people.csv', people), ...args)
    expect(said).toContain('npm run cli -- migrate')
    expect(status).toBe(1)
  })
})
