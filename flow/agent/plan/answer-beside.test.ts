import { expect, it } from 'vitest'
import type { Passage } from '#capabilities/knowledge'
import { createScriptedModel } from '#capabilities/llm'
import type { PassageId } from '#shared/database'
import { describeEachDatabase } from '../../../testing/databases.ts'
import { createFlowClient } from '../../../testing/flow-client.ts'
import { startFlow } from '../../../testing/flow-harness.ts'

// Wednesday the 14th of January 2026, noon.
describeEachDatabase('what a client asks beside a meeting', open => {
  it('is answered before the times that are to be pressed', async () => {
    const { write, buttons } = await begin()
    const said = await write('Хочу записаться на маникюр. И есть ли у вас парковка?')
    expect(said).toMatch(/Здравствуйте![\s\S]*Во дворе два места[\s\S]*свободное время/)
    expect(buttons()).toHaveLength(4)
  })

  it('may be the price of what is booked', async () => {
    const { write, raised } = await begin()
    expect(await write('Можно записаться завтра на маникюр? И сколько он стоит?')).toContain('2600 ₽')
    expect(await raised()).toEqual([])
  })

  it('is raised, and said to be so, where nothing answers it', async () => {
    const { write, raised } = await begin()
    const said = await write('Можно записаться на завтра на 15:00? И делаете ли вы татуировки?')
    expect(said).toContain('Точного ответа на «делаете ли вы татуировки?» у меня сейчас нет')
    expect(said).toContain('15 января в 15:00')
    expect(await raised()).toEqual(['делаете ли вы татуировки?'])
  })

  it('follows the confirmation of a booking', async () => {
    const { write } = await begin()
    await write('Запишите на маникюр завтра в 15:00')
    expect(await write('Да, подтверждаю. А парковка есть?')).toMatch(/вы записаны[\s\S]*Во дворе два места/)
  })

  it('is nothing where only the meeting is asked for', async () => {
    const { write, raised } = await begin()
    expect(await write('Можно записаться завтра? Есть свободные окна?')).not.toContain('Точного ответа')
    expect(await raised()).toEqual([])
  })

  /** Two documents, found when a text speaks of them and of little else. */
  async function begin() {
    const documents = [
      { heading: 'Парковка', text: 'Во дворе два места.', words: /парковка/i },
      { heading: 'Маникюр', text: 'Маникюр стоит 2600 ₽.', words: /^(?!.*(?:записаться|завтра)).*маникюр.*стоит/i },
    ]
    const search = (text: string): Promise<readonly Passage[]> =>
      Promise.resolve(
        documents.flatMap(({ words, ...document }, index) =>
          words.test(text)
            ? [{ ...document, id: index as PassageId, source: 'faq.md', score: 0.9, match: 'strong' as const }]
            : [],
        ),
      )
    const flow = await startFlow(await open(), { playbook: 'beauty-salon', answering: createScriptedModel(), search })
    const client = createFlowClient(flow, 1)
    const questions = flow.database.db.selectFrom('open_questions').select('question')
    return {
      buttons: client.buttons,
      write: async (text: string) => (await client.write(text)).map(part => part.text).join('\n'),
      raised: async () => (await questions.execute()).map(({ question }) => question),
    }
  }
})
