import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { listOpenQuestions } from '#capabilities/knowledge'
import { createScriptedModel } from '#capabilities/llm'
import { describeEachDatabase } from '../../testing/databases.ts'
import { createFlowClient } from '../../testing/flow-client.ts'
import { startFlow } from '../../testing/flow-harness.ts'
import { laterJobs } from '../../testing/later-jobs.ts'
import { answerOpenQuestion } from './answer-open-question.ts'

describeEachDatabase('the owner’s answer to an open question', open => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'answers-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  it('is sent to the client who asked, with the question, and once', async () => {
    const { client, flow, answer } = await ask()
    const conversationId = await client.conversationId()
    expect(await answer()).toMatchObject({ kind: 'answered', also: { kind: 'told', conversationId } })
    expect(await answer()).toEqual({ kind: 'not-open' })
    await flow.pass(3000)
    const said = client.texts().filter(text => text.includes('Да, у нас *два* этажа'))
    expect(said).toEqual([expect.stringContaining(`вопрос «${asked}»`)])
    expect(await readFile(join(folder, 'answers.md'), 'utf8')).toContain('Да, у нас *два* этажа')
  })

  it('is sent once when it is given twice at the same time', async () => {
    const { client, flow, answer } = await ask()
    await Promise.all([answer(), answer()])
    await flow.pass(3000)
    expect(client.texts().filter(text => text.includes('два'))).toHaveLength(1)
  })

  it.each([
    ['a human has the chat', 'human.has_the_chat', 'Позовите человека'],
    ['the client does not want to be written to', 'client.unreachable', '/stop'],
  ])('is kept and not sent when %s', async (_, because, words) => {
    const { client, flow, answer } = await ask()
    await client.write(words)
    const heard = client.texts().length
    expect(await answer()).toMatchObject({ kind: 'answered', also: { kind: 'not-told', because } })
    await flow.pass(3000)
    expect(client.texts()).toHaveLength(heard)
    expect(await readFile(join(folder, 'answers.md'), 'utf8')).toContain('два')
  })

  it('is sent within a week of the question, and not later', async () => {
    const weekHours = 7 * 24
    const late = await ask()
    expect(await late.answer(weekHours + 1)).toMatchObject({ also: { because: 'asked.too_long_ago' } })
    const inTime = await ask()
    expect(await inTime.answer(weekHours - 1)).toMatchObject({ also: { kind: 'told' } })
  })

  const asked = 'Сколько у вас этажей?'

  async function ask() {
    const flow = await startFlow(await open(), { answering: createScriptedModel() })
    const client = createFlowClient(flow, 1)
    await client.write('Привет')
    await client.write(asked)
    const { database, render, playbook } = flow.jobs
    const [question] = (await listOpenQuestions(database.db, { limit: 1, cursor: null })).items
    const answer = (hoursLater = 0) =>
      answerOpenQuestion(
        { database, clock: laterJobs(flow, hoursLater).clock, render, playbook, defaultLanguage: 'ru' },
        {
          questionId: question?.id ?? 0,
          text: 'Да, у нас *два* этажа',
          documents: { folder, hasOthers: false },
        },
      )
    return { flow, client, answer }
  }
})
