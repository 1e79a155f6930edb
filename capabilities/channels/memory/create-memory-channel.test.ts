import { describe, expect, it } from 'vitest'
import { describeChannel } from '../channel.contract.ts'
import type { ChatAddress, OutboundPart } from '../contract.ts'
import { createMemoryChannel } from './create-memory-channel.ts'

const chat: ChatAddress = { businessConnectionId: '', chatId: '1', topicId: '', chatType: 'private' }
const part = { text: 'Hello', entities: [], replyToMessageId: null }
const { signal } = new AbortController()

describeChannel('memory', async () => {
  const channel = createMemoryChannel()
  // What was changed stands where it stood.
  const shown = () =>
    channel.sends.reduce(
      (parts, { part, outcome }) => (outcome.kind === 'sent' ? parts.set(outcome.externalId, part) : parts),
      new Map<string, OutboundPart>(),
    )
  const arrived = () =>
    [...shown().values()].map(({ text, buttons = [], document = null }) => ({
      text,
      buttons,
      document: document && { fileName: document.fileName, content: document.content },
    }))
  const receiveFile = (bytes: Buffer): string => {
    channel.hold('f', bytes)
    return 'f'
  }
  return { channel, chat, forum: chat, receiveFile, pass: async () => {}, arrived, close: async () => {} }
})

describe('the memory channel', () => {
  it('plays the scripted outcomes, then sends again', async () => {
    const channel = createMemoryChannel()
    channel.script({ kind: 'rate-limited', retryAfterMs: 3_000 }, { kind: 'unknown', code: 'ECONNRESET' })
    const outcomes = []
    for (let sent = 0; sent < 3; sent++) outcomes.push(await channel.send(chat, part, signal))
    expect(outcomes.map(outcome => outcome.kind)).toEqual(['rate-limited', 'unknown', 'sent'])
  })

  it('tells of every silence that it asks for, and in which chat', async () => {
    const penalties: unknown[] = []
    const channel = createMemoryChannel({ onPenalty: penalty => penalties.push(penalty) })
    channel.script({ kind: 'rate-limited', retryAfterMs: 3_000 })
    await channel.send(chat, part, signal)
    await channel.send(chat, part, signal)
    expect(penalties).toEqual([{ method: 'send', chatId: chat.chatId, chatType: chat.chatType, retryAfterMs: 3_000 }])
  })

  it('lets an unknown send arrive, and a refused one not', async () => {
    const channel = createMemoryChannel()
    channel.script({ kind: 'unknown', code: 'ECONNRESET' }, { kind: 'not-sent', code: 'ECONNREFUSED' })
    await channel.send(chat, { ...part, text: 'arrived' }, signal)
    await channel.send(chat, { ...part, text: 'refused' }, signal)
    expect(channel.textsIn('1')).toEqual(['arrived'])
  })

  it('makes a caller wait as scripted', () => {
    const channel = createMemoryChannel()
    channel.scriptWaits(500)
    expect([channel.admit(chat), channel.admit(chat)]).toEqual([500, 0])
  })
})
