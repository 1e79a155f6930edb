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

  it('several questions are answered one by one, and the owner is asked what is left', async () => {
    const { said, raised } = await askDocuments(
      'сколько стоит прокат тандема и где вы находитесь и даёте ли вы палатки',
    )
    expect(said).toMatch(
      /Тандем стоит 900 ₽[\s\S]*Набережная, 5[\s\S]*Точного ответа на «даёте ли вы палатки» у меня сейчас нет/,
    )
    expect(said).not.toContain('Точного ответа у меня сейчас нет, а гадать')
    expect(raised).toEqual(['даёте ли вы палатки'])
  })

  it('a passage that answers two questions is said once', async () => {
    const { said } = await askDocuments('Где вы находитесь? А как до вас добраться?')
    expect(said.match(/Набережная, 5/g)).toHaveLength(1)
  })

  it('several questions that nothing answers are said in one line, and each is raised', async () => {
    const { said, raised } = await askDocuments('Сколько стоит тандем? Даёте ли вы палатки? Есть ли у вас лодки?')
    expect(said).toContain('Точного ответа на «Даёте ли вы палатки?» и «Есть ли у вас лодки?» у меня сейчас нет.')
    expect(raised.toSorted()).toEqual(['Даёте ли вы палатки?', 'Есть ли у вас лодки?'])
  })

  it('what is asked of us as a program is not looked for in the documents', async () => {
    const { said, raised } = await askDocuments('Вы бот? Сколько стоит прокат тандема?')
    expect(said).toContain('900 ₽')
    expect(raised).toEqual([])
  })

  it('a second question that points at the first is answered with it, or by itself', async () => {
    expect((await askDocuments('Сколько стоит тандем и где вы его даёте?')).raised).toHaveLength(1)
    expect((await askDocuments('Сколько стоит тандем и как до него добраться?')).said).toMatch(
      /900 ₽[\s\S]*Набережная, 5/,
    )
  })

  it('a question that names nothing is about what was written before it', async () => {
    const client = await begin()
    await client.write('Мне бы тандем')
    await client.write('Да')
    expect((await client.write('а сколько стоит?')).map(part => part.text).join()).toContain('900 ₽')
  })

  it('how long something takes is not told of something else', async () => {
    const client = await begin()
    await client.write('Ищу палатки')
    expect((await client.write('а сколько по времени?')).map(part => part.text).join()).not.toContain('причала')
  })

  it('who finds it dear and asks for something cheaper hears our words on the price, and no colleague is troubled', async () => {
    const { said, raised } = await askDocuments('Дороговато, а подешевле есть?')
    expect(said).not.toContain('Точного ответа')
    expect(raised).toEqual([])
  })

  it('chatter before a question does not hide its answer, and what the documents know of belongs to it', async () => {
    expect((await askDocuments('Ясно, посоветуюсь с женой Мариной. Сколько стоит прокат тандема?')).said).toContain(
      '900 ₽',
    )
    const { searched } = await askDocuments('Мы на тандеме. А шлем какой?')
    expect(searched).toContain('Мы на тандеме. А шлем какой?')
  })

  async function askDocuments(question: string) {
    const client = await begin()
    const said = await client.write(question)
    const rows = await client.flow.database.db.selectFrom('open_questions').select('question').execute()
    const { searched } = client
    return { said: said.map(part => part.text).join('\n'), raised: rows.map(row => row.question), searched }
  }

  /** Two documents, found when every telling word of the text is theirs. */
  async function begin() {
    const documents = [
      {
        text: 'Тандем стоит 900 ₽ в час.',
        words: /тандем/i,
        all: /^[^\p{L}]*(?:(?:и|а|мне|бы|сколько|стоит|прокат\p{L}*|тандем\p{L}*)[^\p{L}]*)+$/iu,
      },
      {
        text: 'Набережная, 5, у причала.',
        words: /где вы|добраться|по времени/i,
        all: /^[^\p{L}]*(?:(?:и|а|где|вы|находитесь|как|до|вас|него|добраться|сколько|по|времени)[^\p{L}]*)+$/iu,
      },
    ]
    const searched: string[] = []
    const search = (text: string): Promise<readonly Passage[]> => {
      searched.push(text)
      return Promise.resolve(
        documents.flatMap(({ text: words, ...document }, index) => {
          if (!document.words.test(text)) return []
          const isSure = document.all.test(text)
          const match = isSure ? 'strong' : 'weak'
          return [
            {
              id: index as PassageId,
              source: 'faq.md',
              heading: `Раздел ${index}`,
              text: words,
              score: isSure ? 0.9 : 0.4,
              match,
            },
          ]
        }),
      )
    }
    const flow = await startFlow(await open(), { answering: createScriptedModel(), search })
    return { ...createFlowClient(flow, 1), flow, searched }
  }

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
