import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTestGateway, type TestGateway, testAdminKey } from '../../../testing/gateway-harness.ts'

let test: TestGateway
let listeners: AbortController
beforeEach(async () => {
  test = await startTestGateway()
  listeners = new AbortController()
})
afterEach(async () => {
  listeners.abort()
  await test.close()
})

const headers = { authorization: `Bearer ${testAdminKey}` }
const eventsOf = (chatId: string) => `${test.url}/api/v1/webchat/chats/${chatId}/events`

/** Listens as a browser does; `heard` grows with each event: `typing`, or `<id> <text>`. */
async function listen(chatId: string, lastEventId?: number): Promise<{ heard: string[]; response: Response }> {
  const response = await fetch(eventsOf(chatId), {
    headers: { ...headers, ...(lastEventId !== undefined && { 'last-event-id': String(lastEventId) }) },
    signal: listeners.signal,
  })
  const heard: string[] = []
  void readEvents(response, heard).catch(() => heard.push('cut off'))
  return { heard, response }
}

async function readEvents(response: Response, heard: string[]): Promise<void> {
  let rest = ''
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const blocks = (rest + chunk).split('\n\n')
    rest = blocks.pop() ?? ''
    heard.push(...blocks.filter(block => !block.startsWith('retry')).map(summarise))
  }
  heard.push('end')
}

function summarise(block: string): string {
  const fields = Object.fromEntries(block.split('\n').map(line => line.split(/: (.*)/, 2)))
  return fields.event === 'message' ? `${fields.id} ${JSON.parse(fields.data).text}` : (fields.event ?? 'heartbeat')
}

async function write(chatId: string, text: string): Promise<void> {
  const response = await fetch(`${test.url}/api/v1/webchat/chats/${chatId}/messages`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ text, client_message_id: text.replaceAll(' ', '-') }),
  })
  expect(response.status).toBe(202)
}

const chatA = { businessConnectionId: '', chatId: 'a', topicId: '', chatType: 'private' } as const

describe('the event stream of a chat', () => {
  it('brings questions and answers as they come, and nothing of another chat', async () => {
    const { heard, response } = await listen('a')
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    await write('b', 'other')
    await write('a', 'question')
    await test.deps.webchat.channel.showTyping(chatA, listeners.signal)
    await test.answer('a', 'answer')
    await expect.poll(() => heard).toEqual(['2 question', 'typing', '3 answer'])
  })

  it('begins with what comes from now on', async () => {
    await write('a', 'before')
    const { heard } = await listen('a')
    await write('a', 'after')
    await expect.poll(() => heard).toEqual(['2 after'])
  })

  it('goes on after the message that the listener has', async () => {
    for (const text of ['one', 'two', 'three']) await write('a', text)
    const { heard } = await listen('a', 1)
    await expect.poll(() => heard).toEqual(['2 two', '3 three'])
    await write('a', 'four')
    await expect.poll(() => heard).toEqual(['2 two', '3 three', '4 four'])
  })

  it('resumes over more messages than one page holds', async () => {
    for (let count = 1; count <= 450; count += 1) await write('a', `${count}`)
    const { heard } = await listen('a', 10)
    await expect.poll(() => heard.length).toBe(440)
    expect([heard[0], heard.at(-1)]).toEqual(['11 11', '450 450'])
  })

  it('brings an answer that was held back and then sent after a later question', async () => {
    await write('a', 'first')
    const { heard } = await listen('a')
    await test.answer('a', 'late answer', 'queued')
    await write('a', 'second')
    await expect.poll(() => heard).toEqual(['3 second'])
    await test.deps.database.db.updateTable('outbound').set({ state: 'sending' }).execute()
    await test.deps.webchat.channel.send(chatA, { text: '', entities: [], replyToMessageId: null }, listeners.signal)
    await expect.poll(() => heard).toEqual(['3 second', '2 late answer'])
  })

  it('beats every 15 seconds, and then finds what another process has sent', async () => {
    await write('a', 'question')
    const { heard } = await listen('a')
    await test.answer('a', 'from elsewhere', 'sent')
    await test.clock.advance(14_999)
    expect(heard).toEqual([])
    await test.clock.advance(1)
    await expect.poll(() => heard).toEqual(['heartbeat', '2 from elsewhere'])
  })

  it('ends after an hour, so that its listener shows its session again', async () => {
    const { heard } = await listen('a')
    await test.clock.advance(3_600_000)
    await expect.poll(() => heard.at(-1)).toBe('end')
  })

  it('has a bounded number of listeners, and room again when one leaves', async () => {
    const responses = await Promise.all(Array.from({ length: 20 }, () => listen('a')))
    expect(responses.every(({ response }) => response.ok)).toBe(true)
    const refused = await listen('a')
    expect([refused.response.status, refused.response.headers.get('retry-after')]).toEqual([429, '10'])
    listeners.abort()
    listeners = new AbortController()
    await expect.poll(async () => (await listen('a')).response.status).toBe(200)
  })
})
