import { afterEach, beforeEach, expect, it } from 'vitest'
import { startTestGateway, type TestGateway, testAdminKey } from '../../../../testing/gateway-harness.ts'

let test: TestGateway
beforeEach(async () => {
  test = await startTestGateway()
})
afterEach(() => test.close())

async function get(path: string): Promise<{ status: number; body: unknown }> {
  const headers = { authorization: `Bearer ${testAdminKey}` }
  const response = await fetch(`${test.url}/api/v1${path}`, { headers })
  return { status: response.status, body: await response.json() }
}

it('says which playbooks there are, which is in use, and that ours have no faults', async () => {
  const { body } = await get('/playbooks')
  expect(body).toEqual({
    items: [
      { name: 'ai-services', active: false, faults: [] },
      { name: 'beauty-salon', active: false, faults: [] },
      { name: 'general', active: true, faults: [] },
      { name: 'real-estate', active: false, faults: [] },
    ],
  })
})

it('shows the stages, the questions and the lines of one', async () => {
  const { body } = await get('/playbooks/beauty-salon')
  expect(body).toMatchObject({
    name: 'beauty-salon',
    active: false,
    content: {
      version: expect.any(String),
      lines: { booked: { ru: expect.stringContaining('{time}') } },
      books_meetings: true,
    },
  })
  const { content } = body as { content: { stages: { name: string }[]; slots: { question: { ru: string } }[] } }
  expect(content.stages.map(({ name }) => name)).toContain('needs_discovery')
  expect(content.slots.every(({ question }) => question.ru !== '')).toBe(true)
})

it.each(['nowhere', 'common', '..', '%2e%2e%2fplaybooks', '%00'])('knows no playbook %s', async name => {
  expect((await get(`/playbooks/${name}`)).status).toBe(404)
})
