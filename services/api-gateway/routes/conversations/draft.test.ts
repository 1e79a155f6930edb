import { expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../testing/databases.ts'
import { startFlowApi } from '../../../../testing/flow-api.ts'
import { createFlowClient } from '../../../../testing/flow-client.ts'

interface Dialogue {
  readonly draft: { readonly id: number; readonly text: string } | null
}

describeEachDatabase('an answer that waits for a person, by the API', open => {
  it('is shown, and reaches the client once when it is sent', async () => {
    const { api, client, path } = await begin()
    const { draft } = await api.get<Dialogue>(path)
    expect(draft?.text).toContain('[Мне нужен сайт]')
    expect(client.texts()).toEqual([])
    const verdict = { verdict: 'send', draft_id: draft?.id }
    expect((await api.ask('POST', `${path}/draft`, verdict)).status).toBe(200)
    expect(await api.ask('POST', `${path}/draft`, verdict)).toMatchObject({
      status: 409,
      body: { code: 'draft.stale' },
    })
    await api.flow.pass(1000)
    expect(client.texts()).toEqual([expect.stringContaining('[Мне нужен сайт]')])
    expect((await api.get<Dialogue>(path)).draft).toBeNull()
  })

  it('leaves in the words of a person when they are written in its place', async () => {
    const { api, client, path } = await begin()
    const { draft } = await api.get<Dialogue>(path)
    const verdict = { verdict: 'edit', draft_id: draft?.id, text: 'Сделаем за неделю' }
    expect((await api.ask('POST', `${path}/draft`, verdict)).status).toBe(200)
    await api.flow.pass(1000)
    expect(client.texts()).toEqual(['Сделаем за неделю'])
  })

  it('is never sent when it is skipped, nor when the client has written again', async () => {
    const { api, client, path } = await begin()
    const first = (await api.get<Dialogue>(path)).draft
    expect((await api.ask('POST', `${path}/draft`, { verdict: 'skip', draft_id: first?.id })).status).toBe(200)
    await client.write('А сколько стоит?')
    const second = (await api.get<Dialogue>(path)).draft
    await client.write('И как скоро?')
    const verdict = { verdict: 'send', draft_id: second?.id }
    expect((await api.ask('POST', `${path}/draft`, verdict)).status).toBe(409)
    await api.flow.pass(1000)
    expect(client.texts()).toEqual([])
  })

  it('belongs to its own conversation only', async () => {
    const { api, path } = await begin()
    const { draft } = await api.get<Dialogue>(path)
    const stranger = createFlowClient(api.flow, 2)
    await stranger.write('Здравствуйте')
    const other = `/conversations/${await stranger.conversationId()}/draft`
    expect((await api.ask('POST', other, { verdict: 'send', draft_id: draft?.id })).status).toBe(409)
    expect((await api.ask('POST', '/conversations/999/draft', { verdict: 'skip', draft_id: 1 })).status).toBe(404)
  })

  async function begin() {
    const api = await startFlowApi(await open(), { cockpit: { mode: 'draft' } })
    const client = createFlowClient(api.flow, 1)
    await client.write('Мне нужен сайт')
    return { api, client, path: `/conversations/${await client.conversationId()}` }
  }
})
