import { expect, it } from 'vitest'
import { createScriptedModel } from '#capabilities/llm'
import { describeEachDatabase } from '../../../testing/databases.ts'
import { createFlowClient } from '../../../testing/flow-client.ts'
import { startFlow } from '../../../testing/flow-harness.ts'

/** By the words of the salon, with no document that answers anything. */
describeEachDatabase('a question that nothing answers', open => {
  it('is none for the owner when it is about the world', async () => {
    const asked = [
      'Кто выиграл вчера в футбол?',
      'what is the capital of France?',
      'В каком году умер Пушкин?',
      'какая столица Франции?',
      'Who do you think will win the World Cup?',
      'Как вы думаете, кто выиграл чемпионат?',
    ]
    const { raised, answers } = await ask(asked)
    expect(raised).toEqual([])
    for (const answer of answers) expect(answer).toMatch(/не помощник|cannot help with that/)
  })

  it('is one for the owner when it is about the business, known words or not', async () => {
    const asked = [
      'А солярий у вас есть?',
      'делаете татуировки на шее?',
      'do you do laser hair removal?',
      'можно прийти с хорьком и попугаем?',
      'Какой шампунь для кудрявых волос?',
      'Солярий?',
      'сколько стоит пирсинг пупка?',
      'Кто придумал вашу причёску?',
      'what is the best shampoo for curly hair?',
      'Who do you think will do my hair?',
      'Who will cut it best?',
    ]
    const { raised } = await ask(asked)
    expect(raised.toSorted()).toEqual(asked.toSorted())
  })

  it('is one for the owner in a business that says too little of itself to tell', async () => {
    const asked = ['Кто построил вокзал?']
    expect((await ask(asked, 'general')).raised).toEqual(asked)
  })

  async function ask(questions: readonly string[], playbook = 'beauty-salon') {
    const flow = await startFlow(await open(), { playbook, answering: createScriptedModel() })
    const answers: string[] = []
    for (const [index, question] of questions.entries()) {
      const said = await createFlowClient(flow, index + 1).write(question)
      answers.push(said.map(({ text }) => text).join('\n'))
    }
    const rows = await flow.database.db.selectFrom('open_questions').select('question').execute()
    return { raised: rows.map(({ question }) => question), answers }
  }
})
