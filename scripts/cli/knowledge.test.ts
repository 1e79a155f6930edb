import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { raiseQuestion } from '#capabilities/knowledge'
import { connectDatabase, migrate } from '#shared/database'
import { createConversation } from '../../testing/create-conversation.ts'
import { knowledgeCommand } from './knowledge.ts'

const packageFolder = join(import.meta.dirname, '../..')
const startFolder = process.cwd()
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-knowledge-'))
  mkdirSync(join(folder, 'knowledge_base'))
  writeFileSync(join(folder, 'knowledge_base/hair.md'), '# Hair\n\nA haircut costs 30 EUR.\n')
  // Where the command is given decides which settings and documents are meant.
  process.chdir(folder)
})
afterEach(() => {
  process.chdir(startFolder)
  rmSync(folder, { recursive: true, force: true })
})

describe('npm run cli -- knowledge', () => {
  it('status tells what is indexed, and the cure of what cannot be read', async () => {
    expect(await run('status')).toMatchObject({ status: 0, stdout: expect.stringContaining('1 documents, 1 passages') })
    writeFileSync(join(folder, 'knowledge_base/broken.xlsx'), 'no workbook')
    const { status, stdout } = await run('status')
    expect(stdout).toMatch(/✗ {2}broken\.xlsx\n +→ .*Excel workbook.*save it again/)
    expect(status).toBe(1)
  })

  it('search shows passages with score, match and source', async () => {
    const { stdout } = await run('search', 'haircut', 'costs')
    expect(stdout).toBe('  1.00  strong  hair.md › Hair\n       A haircut costs 30 EUR.')
    expect((await run('search', 'zeppelin')).stdout).toContain('Nothing found')
  })

  it('questions lists the open ones, answer closes one and is found from then on', async () => {
    const id = await raise('do you\u001b[2J tattoo?')
    const open = await run('questions')
    expect(open.stdout).toMatch(
      new RegExp(`${id} {2}2026-01-14 12:00 {2}open, conversation \\d+\\n +do you \\[2J tattoo\\?`),
    )
    const answered = await run('answer', String(id), 'No,', 'we do not.')
    expect(answered.stdout).toContain(`Written to knowledge_base/answers.md, and question ${id} is closed.`)
    expect(answered.stdout).toMatch(
      /It is not sent to the client who asked, in conversation \d+: .*more than a week ago/,
    )
    expect(readFileSync(join(folder, 'knowledge_base/answers.md'), 'utf8')).toContain('\nNo, we do not.\n')
    expect((await run('questions')).stdout).toContain('No questions.')
    expect((await run('questions', '--all')).stdout).toContain(`answered, conversation`)
    expect((await run('search', 'do you tattoo')).stdout).toContain('No, we do not.')
    expect(await run('answer', String(id), 'Again')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining(`There is no open question ${id}.`),
    })
  })

  it('answer is sent to the client who asked a moment ago', async () => {
    const id = await raise('do you tattoo?', Date.now())
    expect((await run('answer', String(id), 'No')).stdout).toMatch(
      /It is sent to the client who asked, in conversation/,
    )
    const database = connectDatabase({ engine: 'sqlite', path: join(folder, 'data/conversations.db') })
    const queued = await database.db.selectFrom('outbound').select(['key', 'payload', 'state']).execute()
    await database.close()
    expect(queued).toMatchObject([{ key: `answer:${id}:0`, state: 'queued' }])
    expect(queued[0]?.payload).toMatch(/“do you tattoo\?”.*No/)
  })

  it.each([
    [[]],
    [['questions', '--al']],
    [['answer', 'x', 'No']],
    [['answer', '1']],
    [['search']],
    [['status', 'all']],
  ])('ends with status 2 and the usage when it is written wrong (%j)', async args => {
    const { status, stderr } = await run(...args)
    expect(stderr).toContain('Write: npm run cli -- knowledge status | questions [--all]')
    expect(status).toBe(2)
  })
})

interface Run {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

/** The command alone: a process for each would take seconds to load. */
async function run(...args: readonly string[]): Promise<Run> {
  const printed: string[] = []
  const complained: string[] = []
  const status = await knowledgeCommand.run(args, {
    packageFolder,
    commands: [],
    print: text => void printed.push(text),
    complain: text => void complained.push(text),
  })
  return { status, stdout: printed.join('\n'), stderr: complained.join('\n') }
}

async function raise(question: string, nowMs = Date.UTC(2026, 0, 14, 9)): Promise<number> {
  mkdirSync(join(folder, 'data'))
  const database = connectDatabase({ engine: 'sqlite', path: join(folder, 'data/conversations.db') })
  await migrate(database)
  const conversationId = await createConversation(database)
  const id = await raiseQuestion(database.db, { conversationId, messageId: null, question, language: 'en', nowMs })
  await database.close()
  return id
}
