import { expect, it } from 'vitest'
import type { Passage } from '#capabilities/knowledge'
import { createScriptedModel } from '#capabilities/llm'
import type { PassageId } from '#shared/database'
import { describeEachDatabase } from '../../../testing/databases.ts'
import { createFlowClient } from '../../../testing/flow-client.ts'
import { startFlow } from '../../../testing/flow-harness.ts'

describeEachDatabase('without a model', open => {
  it('a passage that surely answers is the answer', async () => {
    const { said, raised } = await ask('Шлемы дают?', 'strong')
    expect(said).toContain('Шлем входит в прокат')
    expect(said).not.toContain('Передам вопрос коллегам')
    expect(raised).toEqual([])
  })

  it('a passage that is near is shown as no more than that, and the owner is asked', async () => {
    const { said, raised } = await ask('Шлемы дают?', 'near')
    expect(said).toMatch(/Передам вопрос коллегам[\s\S]*на близкую тему:\n\nШлем входит в прокат/)
    expect(raised).toEqual(['Шлемы дают?'])
  })

  it('a near passage without a sum is not shown to a client who asks the price', async () => {
    expect((await ask('Сколько стоит шлем?', 'near')).said).not.toContain('Шлем входит')
  })

  it('a weak passage is kept to ourselves', async () => {
    const { said, raised } = await ask('Шлемы дают?', 'weak')
    expect(said).not.toContain('Шлем входит')
    expect(raised).toHaveLength(1)
  })

  async function ask(question: string, match: Passage['match']) {
    const text = 'Шлем входит в прокат.'
    const passage: Passage = { id: 1 as PassageId, source: 'faq.md', heading: 'Шлемы', text, score: 0.5, match }
    const flow = await startFlow(await open(), {
      answering: createScriptedModel(),
      search: () => Promise.resolve([passage]),
    })
    const said = await createFlowClient(flow, 1).write(question)
    const rows = await flow.database.db.selectFrom('open_questions').select('question').execute()
    return { said: said.map(part => part.text).join('\n'), raised: rows.map(row => row.question) }
  }
})
