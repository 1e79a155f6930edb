import { expect, it } from 'vitest'
import { describeEachDatabase } from '../../../testing/databases.ts'
import { createFlowClient, type FlowClient } from '../../../testing/flow-client.ts'
import { type FlowHarness, startFlow, textUpdate } from '../../../testing/flow-harness.ts'

const phone = '+79161234567'

describeEachDatabase('the consent to keep a contact', open => {
  it('is asked for before a contact is stored anywhere but in the dialogue', async () => {
    const { flow, client } = await begin()
    await client.write('Мой телефон +7 916 123-45-67')
    expect(client.buttons().map(({ text }) => text)).toEqual(['Да', 'Нет'])
    expect(await storedAnywhere(flow)).toBe(false)
  })

  it('at a yes stores the contact, with the message that named it', async () => {
    const { flow, client } = await begin()
    await client.write('Мой телефон +7 916 123-45-67')
    await client.press('Да')
    expect(await leads(flow)).toMatchObject([{ contact: phone }])
    const slots = await flow.database.db
      .selectFrom('lead_slots')
      .innerJoin('messages', 'messages.id', 'lead_slots.message_id')
      .select(['slot_value', 'content'])
      .where('slot_name', '=', 'contact')
      .execute()
    expect(slots).toEqual([{ slot_value: phone, content: 'Мой телефон +7 916 123-45-67' }])
    expect(await consents(flow)).toMatchObject([{ kind: 'pdpa_profile', granted: 1 }])
  })

  it('at a no stores nothing, then or later, and asks neither for consent nor for a contact again', async () => {
    const { flow, client } = await begin()
    await client.write('Мой телефон +7 916 123-45-67')
    await client.press('Нет')
    expect(await consents(flow)).toMatchObject([{ kind: 'pdpa_profile', granted: 0 }])
    await client.write('Мне нужен сайт для магазина')
    await client.write('Ладно, звоните +7 916 123-45-67')
    await client.write('Меня зовут Анна')
    expect(await storedAnywhere(flow)).toBe(false)
    expect(countOf(client, 'сохранить ваши контакты')).toBe(1)
    expect(client.texts().slice(3).join('\n')).not.toContain('телефон или почту')
  })

  it('is asked for once, even when the client says nothing to it', async () => {
    const { flow, client } = await begin()
    await client.write('Мой телефон +7 916 123-45-67')
    await client.write('Мне нужен сайт для магазина')
    await client.write('Телефон ещё раз: +7 916 123-45-67')
    expect(countOf(client, 'сохранить ваши контакты')).toBe(1)
    expect(await storedAnywhere(flow)).toBe(false)
  })

  it('is given by its button however much was said since', async () => {
    const { flow, client } = await begin()
    await client.write('Мой телефон +7 916 123-45-67')
    const yes = client.buttons()[0]?.data ?? ''
    for (let turn = 0; turn < 15; turn++) await client.write('Расскажите о доставке?')
    await client.forge(yes)
    expect(await leads(flow)).toMatchObject([{ contact: phone }])
    expect(await consents(flow)).toMatchObject([{ granted: 1 }])
  })

  it('is not given by a yes to another question', async () => {
    const { flow, client } = await begin()
    await client.write('Мой телефон +7 916 123-45-67')
    await client.write('Хочу записаться')
    await client.press(/,/)
    await client.press('Да')
    expect((await consents(flow)).map(({ kind }) => kind)).toEqual(['calendar_invite'])
    expect(await storedAnywhere(flow)).toBe(false)
  })

  it('is recorded together with the contact when the same message asks for a human', async () => {
    const { flow, client } = await begin()
    await client.write('Мой телефон +7 916 123-45-67')
    await client.write('Да. И позовите, пожалуйста, менеджера')
    const stored = await storedAnywhere(flow)
    const granted = (await consents(flow)).some(({ granted }) => granted === 1)
    expect(stored).toBe(granted)
    expect(await handlers(flow)).toEqual(['human'])
  })

  it.each(['да нет, спасибо', 'не уверен', 'а зачем вам?', 'нет, не надо'])('is not given by: %s', async words => {
    const { flow, client } = await begin()
    await client.write('Мой телефон +7 916 123-45-67')
    await client.write(words)
    expect((await consents(flow)).filter(({ granted }) => granted === 1)).toEqual([])
    expect(await storedAnywhere(flow)).toBe(false)
  })

  it('finds the contact wherever in a burst it stood', async () => {
    const { flow, client } = await begin()
    await flow.receive(textUpdate('Мой телефон +7 916 123-45-67'), textUpdate('Буду ждать'))
    await flow.pass(2000)
    await client.press('Да')
    expect(await leads(flow)).toMatchObject([{ contact: phone }])
  })

  async function begin(): Promise<{ flow: FlowHarness; client: FlowClient }> {
    const flow = await startFlow(await open())
    return { flow, client: createFlowClient(flow, 1) }
  }
})

async function storedAnywhere({ database }: FlowHarness): Promise<boolean> {
  const { db } = database
  const rows = [
    await db.selectFrom('leads').selectAll().execute(),
    await db.selectFrom('lead_slots').selectAll().execute(),
    await db.selectFrom('user_context').selectAll().execute(),
    await db.selectFrom('sales_events').selectAll().execute(),
    await db.selectFrom('dialogue_states').selectAll().execute(),
  ]
  return /916.?123/.test(JSON.stringify(rows))
}

function countOf(client: FlowClient, words: string): number {
  return client.texts().filter(text => text.includes(words)).length
}

function leads({ database }: FlowHarness) {
  return database.db.selectFrom('leads').selectAll().execute()
}

function consents({ database }: FlowHarness) {
  return database.db.selectFrom('consents').selectAll().orderBy('id').execute()
}

async function handlers({ database }: FlowHarness): Promise<readonly string[]> {
  const rows = await database.db.selectFrom('conversations').select('handler').execute()
  return rows.map(row => row.handler)
}
