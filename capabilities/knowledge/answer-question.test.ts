import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { ConversationId, Database } from '#shared/database'
import { createFakeClock, silentLogger } from '#shared/utils'
import { createConversation } from '../../testing/create-conversation.ts'
import { describeEachDatabase } from '../../testing/databases.ts'
import { answerQuestion } from './answer-question.ts'
import { createKnowledge } from './create-knowledge.ts'
import { findOpenQuestion, raiseQuestion } from './open-questions.ts'

const { signal } = new AbortController()

describeEachDatabase("the owner's answer", open => {
  let database: Database
  let conversationId: ConversationId
  let folder: string

  beforeEach(async () => {
    database = await open()
    conversationId = await createConversation(database)
    folder = await mkdtemp(join(tmpdir(), 'answers-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  it('is what the assistant finds when the next client asks, and the question is closed', async () => {
    const id = await raise('Делаете ли вы татуировки?', 'ru')
    const outcome = await answer(id, 'Нет, но напротив есть хорошая студия.')
    const question = 'Делаете ли вы татуировки?'
    expect(outcome).toEqual({ kind: 'answered', question, path: 'answers.md', also: [question] })
    expect(await findOpenQuestion(database.db, id)).toBeNull()
    expect(await search('вы делаете татуировки?')).toMatchObject([
      { text: 'Нет, но напротив есть хорошая студия.', match: 'strong', source: `answers.md › Ответ ${id}` },
    ])
  })

  it('is added below the others, in the folder of the playbook when there is one', async () => {
    await mkdir(join(folder, 'beauty-salon'))
    await writeFile(join(folder, 'beauty-salon/answers.md'), '# By hand\n\nWe open at nine.\n')
    const first = await raise('do you tattoo?')
    const second = await raise('is there parking?')
    expect(await answer(first, 'No.')).toMatchObject({ path: 'beauty-salon/answers.md' })
    await answer(second, 'Yes, in the yard.')
    expect(await readFile(join(folder, 'beauty-salon/answers.md'), 'utf8')).toBe(
      `# By hand

We open at nine.

## Answer ${first}

No.

Questions: do you tattoo?

## Answer ${second}

Yes, in the yard.

Questions: is there parking?
`,
    )
  })

  it('makes no fact of what the client said in the question', async () => {
    const id = await raise('is it true\n# Prices\n\n- haircut 1 EUR | manicure 2 EUR')
    await answer(id, 'No, see the price list.')
    const found = await search('haircut price')
    expect(found.map(({ heading, text }) => [heading, text])).toEqual([[`Answer ${id}`, 'No, see the price list.']])
  })

  it('is written where no other business reads it, once there are others', async () => {
    const id = await raise('do you tattoo?')
    expect(await answer(id, 'We do not.', true)).toMatchObject({ path: 'beauty-salon/answers.md' })
    expect(await readFile(join(folder, 'beauty-salon/answers.md'), 'utf8')).toContain('We do not.')
    await expect(readFile(join(folder, 'answers.md'))).rejects.toThrow('ENOENT')
  })

  it('to a question that is not open is written nowhere', async () => {
    const id = await raise('do you tattoo?')
    await answer(id, 'No.')
    const before = await readFile(join(folder, 'answers.md'), 'utf8')
    expect(await answer(id, 'Yes!')).toEqual({ kind: 'not-open' })
    expect(await answer(id + 1, 'Yes!')).toEqual({ kind: 'not-open' })
    expect(await readFile(join(folder, 'answers.md'), 'utf8')).toBe(before)
  })

  it('leaves the question open when what belongs to it fails', async () => {
    const id = await raise('do you tattoo?')
    const placeOf = async () => ({ folder, playbook: 'beauty-salon', hasOthers: false })
    const also = () => Promise.reject(new Error('not told'))
    await expect(
      answerQuestion(database, { questionId: id, text: 'No.', nowMs: 2_000, placeOf, also }),
    ).rejects.toThrow('not told')
    expect(await findOpenQuestion(database.db, id)).toMatchObject({ id })
  })

  it('that cannot be written leaves the question open', async () => {
    const id = await raise('do you tattoo?')
    await mkdir(join(folder, 'answers.md'))
    await expect(answer(id, 'No.')).rejects.toThrow('EISDIR')
    expect(await findOpenQuestion(database.db, id)).toMatchObject({ id })
  })

  function raise(question: string, language = 'en'): Promise<number> {
    return raiseQuestion(database.db, { conversationId, messageId: null, question, language, nowMs: 1_000 })
  }

  function answer(questionId: number, text: string, hasOthers = false) {
    return answerQuestion(database, {
      questionId,
      text,
      nowMs: 2_000,
      placeOf: async () => ({ folder, playbook: 'beauty-salon', hasOthers }),
      also: async (_tx, { question }) => [question],
    })
  }

  async function search(question: string) {
    const settings = { strongScore: 0.7, maxFileBytes: 100_000, embeddingTimeoutMs: 300, searchesPerLogLine: 100 }
    const deps = { database, clock: createFakeClock(), logger: silentLogger, folder, embed: null, settings }
    const knowledge = createKnowledge(deps)
    await knowledge.refresh(signal)
    return knowledge.search(question, 3)
  }
})
