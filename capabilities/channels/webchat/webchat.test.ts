import { describe, expect, it } from 'vitest'
import { createFakeIds } from '#shared/utils'
import { describeChannel } from '../channel.contract.ts'
import type { ChatAddress } from '../contract.ts'
import { buildWebchatUpdate, createWebchatChannel, type WebchatMessage, type WebchatSignal } from './index.ts'

const chat: ChatAddress = { businessConnectionId: '', chatId: 'chat-a', topicId: '', chatType: 'private' }
const hello: WebchatMessage = { chatId: 'chat-a', clientMessageId: 'm-1', text: 'Hello', sentAt: 1, appLanguage: 'en' }
const { signal } = new AbortController()

describeChannel('webchat', async () => ({
  channel: createWebchatChannel({ newId: createFakeIds() }),
  chat,
  forum: null,
  receiveFile: null,
  pass: async () => {},
  // A page reads what the database holds; the signal carries nothing.
  arrived: () => null,
  close: async () => {},
}))

describe('the web chat channel', () => {
  it('keeps a text longer than Telegram takes in one part', () => {
    const text = `**Long** ${'слово '.repeat(2000)}end`
    expect(createWebchatChannel({ newId: createFakeIds() }).render(text)).toEqual([
      { text, entities: [], replyToMessageId: null },
    ])
  })

  it('tells the listeners of the chat that was sent to, and no others', async () => {
    const channel = createWebchatChannel({ newId: createFakeIds('sent') })
    const heard: string[] = []
    const listenAs = (name: string) => (told: WebchatSignal) => void heard.push(`${name} ${told.kind}`)
    channel.subscribe('chat-a', listenAs('a'))
    channel.subscribe('chat-b', listenAs('b'))

    await channel.showTyping(chat, signal)
    const outcome = await channel.send(chat, { text: 'Hi', entities: [], replyToMessageId: null }, signal)

    expect(heard).toEqual(['a typing', 'a message'])
    expect(outcome).toEqual({ kind: 'sent', externalId: 'sent-1' })
  })

  it('takes a bounded number of listeners in a chat and makes room when one ends', () => {
    const channel = createWebchatChannel({ newId: createFakeIds(), maxListenersPerChat: 1 })
    const first = channel.subscribe('chat-a', () => {})
    expect(channel.subscribe('chat-a', () => {}).kind).toBe('full')
    if (first.kind === 'subscribed') first.end()
    expect(channel.subscribe('chat-a', () => {}).kind).toBe('subscribed')
  })
})

describe('a web chat update', () => {
  it('has the same number whenever the same message is sent again, whatever its time', () => {
    const again = buildWebchatUpdate({ ...hello, sentAt: 999 })
    expect(again.updateId).toBe(buildWebchatUpdate(hello).updateId)
    expect(buildWebchatUpdate({ ...hello, clientMessageId: 'm-2' }).updateId).not.toBe(again.updateId)
    expect(buildWebchatUpdate({ ...hello, chatId: 'chat-b' }).updateId).not.toBe(again.updateId)
  })

  it('names the person by a negative number of the chat that a BIGINT and a JavaScript number hold exactly', () => {
    const { updateId, inbound } = buildWebchatUpdate(hello)
    const userId = inbound.kind === 'message' ? inbound.from.userId : 0
    expect(userId).toBeLessThan(0)
    expect(Number.isSafeInteger(userId) && Number.isSafeInteger(updateId)).toBe(true)
  })

  it('of a pressed button has its label as text and its data beside it, and is never a command', () => {
    const press = { data: 'slot:1', buttonMessageId: '7' }
    const { inbound, raw } = buildWebchatUpdate({ ...hello, text: '/start', press })
    expect(inbound).toMatchObject({ messageKind: 'button', text: '/start', command: null, metadata: press })
    expect(JSON.parse(raw)).toMatchObject({ data: 'slot:1', button_message_id: '7' })
  })

  it.each([
    ['/start shop_42', { name: 'start', argument: 'shop_42' }],
    ['/Start@my_bot', { name: 'start', argument: '' }],
    ['/stop', { name: 'stop', argument: '' }],
    ['/ hello', null],
    ['price 10/20', null],
  ])('reads the command in %j', (text, command) => {
    expect(buildWebchatUpdate({ ...hello, text }).inbound).toMatchObject({ command, text })
  })
})
