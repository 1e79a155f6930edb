import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Secret, silentLogger, systemClock } from '#shared/utils'
import {
  type EmulatedBot,
  type SimulatedUser,
  startTelegramEmulator,
  type TelegramEmulator,
} from '../../../../testing/telegram/index.ts'
import type { Channel, ChatAddress } from '../../contract.ts'
import { createButtonSeal } from '../buttons/button-seal.ts'
import { createTelegramClient } from '../client/create-client.ts'
import { createTelegramChannel } from '../create-telegram-channel.ts'
import { createFloodBudget } from '../flood/flood-budget.ts'

const token = '42:a-secret-token'
const bytes = Buffer.from('OggS and a voice')
const limits = { maxBytes: 1000, signal: new AbortController().signal }

let emulator: TelegramEmulator
let bot: EmulatedBot
let anna: SimulatedUser
let chat: ChatAddress

beforeEach(async () => {
  emulator = await startTelegramEmulator()
  bot = emulator.addBot({ token, username: 'sales_bot' })
  anna = emulator.addUser({ firstName: 'Anna' })
  anna.say(bot, '/start')
  chat = { businessConnectionId: '', chatId: `${anna.id}`, topicId: '', chatType: 'private' }
})

afterEach(() => emulator.close())

describe('a file of a client', () => {
  it('is fetched byte for byte', async () => {
    expect(await fetchVoice()).toEqual({ kind: 'fetched', bytes })
  })

  it('that is larger than wanted is not downloaded', async () => {
    expect(await fetchVoice({ maxBytes: 5 })).toEqual({ kind: 'too-big' })
  })

  it('that is larger than Telegram hands out is not asked for again', async () => {
    expect(await fetchVoice({ sizeBytes: 21 << 20 })).toEqual({ kind: 'too-big' })
    expect(callsOf('getFile')).toBe(1)
  })

  it('whose announced size was a lie is left where it grows too large', async () => {
    const told = { sizeBytes: 10, bytes: Buffer.alloc(5000) }
    expect(await fetchVoice({ ...told, maxBytes: 1000 })).toEqual({ kind: 'too-big' })
  })

  it('that Telegram does not know is gone', async () => {
    expect(await open().fetchFile('no-such-file', limits)).toEqual({ kind: 'gone', code: 'http_400' })
  })

  it('is fetched in spite of a failure that passes', async () => {
    emulator.faults.add({ method: 'getFile', kind: 'status', status: 502 })
    expect(await fetchVoice()).toMatchObject({ kind: 'fetched' })
    expect(callsOf('getFile')).toBe(2)
  })

  it('is asked for three times and no more', async () => {
    emulator.faults.add({ method: 'getFile', kind: 'drop', times: Number.POSITIVE_INFINITY })
    expect(await fetchVoice()).toMatchObject({ kind: 'not-fetched', retryAfterMs: null })
    expect(callsOf('getFile')).toBe(3)
  })

  it('is left alone for as long as Telegram asks for', async () => {
    emulator.faults.add({ method: 'getFile', kind: 'status', status: 429, retryAfter: 7 })
    expect(await fetchVoice()).toEqual({ kind: 'not-fetched', code: 'http_429', retryAfterMs: 7000 })
    expect(callsOf('getFile')).toBe(1)
  })

  it('is not waited for longer than the caller has time', async () => {
    expect(await fetchVoice({ signal: AbortSignal.abort() })).toMatchObject({ kind: 'not-fetched' })
  })
})

describe('a part that is spoken', () => {
  const part = { text: '', entities: [], replyToMessageId: null, spokenText: 'Ждём вас в пятницу' }

  it('arrives as a voice message, and recording is shown before it', async () => {
    const asked: string[] = []
    const channel = open(async text => {
      asked.push(text)
      return bytes
    })
    expect(await channel.send(chat, part, limits.signal)).toMatchObject({ kind: 'sent' })
    expect(asked).toEqual(['Ждём вас в пятницу'])
    expect(emulator.transcript(bot, anna).at(-1)?.message.voice).toMatchObject({ file_size: bytes.length })
    expect(emulator.calls(bot, { method: 'sendChatAction' }).at(-1)?.params).toMatchObject({ action: 'record_voice' })
  })

  it('without a voice is not sent, and not tried again', async () => {
    expect(await open(async () => null).send(chat, part, limits.signal)).toEqual({
      kind: 'failed',
      code: 'voice.not_made',
    })
    expect(callsOf('sendVoice')).toBe(0)
  })

  it('whose answer was lost may have arrived, and is made once', async () => {
    emulator.faults.add({ method: 'sendVoice', kind: 'lose-answer' })
    expect(await open(async () => bytes).send(chat, part, limits.signal)).toMatchObject({ kind: 'unknown' })
    expect(callsOf('sendVoice')).toBe(1)
  })
})

interface Wish {
  readonly maxBytes?: number
  readonly signal?: AbortSignal
  readonly sizeBytes?: number
  readonly bytes?: Buffer
}

function fetchVoice({ maxBytes = 1000, signal = limits.signal, ...file }: Wish = {}) {
  const { message } = anna.sendVoice(bot, { bytes, ...file })
  return open().fetchFile(message.voice?.file_id ?? '', { maxBytes, signal })
}

function open(speak?: (text: string) => Promise<Uint8Array | null>): Channel {
  return createTelegramChannel({
    client: createTelegramClient({ token: new Secret(token), apiRoot: emulator.url, clock: systemClock }),
    budget: createFloodBudget({ clock: systemClock }),
    seal: createButtonSeal(new Secret(token)),
    logger: silentLogger,
    ...(speak && { speak }),
  })
}

function callsOf(method: string): number {
  return emulator.calls(bot, { method }).length
}
