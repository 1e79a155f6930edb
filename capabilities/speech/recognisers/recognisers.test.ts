import { describe, expect, it, onTestFinished } from 'vitest'
import { createFakeClock, type FakeClock, Secret, systemClock } from '#shared/utils'
import { type AsrServer, type AsrServerOptions, startAsrServer } from '../../../testing/asr-server/index.ts'
import { startLoopbackServer } from '../../../testing/loopback-server.ts'
import type { Recogniser } from '../contract.ts'
import { describeRecogniser } from '../recogniser.contract.ts'
import { createOpenAiAudio } from './create-openai-audio.ts'
import { createScriptedRecogniser } from './create-scripted-recogniser.ts'
import { createTranscribeServer } from './create-transcribe-server.ts'

const noChance = { clock: systemClock, chance: () => 1 }
const sound = { bytes: Buffer.from('OggS'), fileName: 'voice.ogg', mimeType: 'audio/ogg', language: 'ru' }
const { signal } = new AbortController()

describeRecogniser('the scripted one', async text => ({
  recogniser: createScriptedRecogniser(text),
  text,
  close: async () => {},
}))

describeRecogniser('a /transcribe server', async text => {
  const server = await startAsrServer({ text })
  return { recogniser: createTranscribeServer(settingsOf(server.url), noChance), text, close: () => server.stop() }
})

describeRecogniser('an OpenAI server', async text => {
  const server = await startAsrServer({ text })
  const settings = { ...settingsOf(`${server.url}/v1`), model: 'whisper-1' }
  return { recogniser: createOpenAiAudio(settings, noChance), text, close: () => server.stop() }
})

describe('a /transcribe server', () => {
  it('is given the file as it came, its name, its type and the language', async () => {
    const { server, recogniser } = await start()
    await recogniser.hear(sound, signal)
    expect(server.uploads).toEqual([
      { path: '/transcribe', fileName: 'voice.ogg', contentType: 'audio/ogg', bytes: 4, fields: { language: 'ru' } },
    ])
  })

  it('is given the key, where it wants one', async () => {
    const keys: unknown[] = []
    const server = await startLoopbackServer((request, response) => {
      keys.push(request.headers.authorization)
      request.resume().on('end', () => response.end('{"text":"hello"}'))
    })
    onTestFinished(() => server.stop())
    const settings = { ...settingsOf(server.url), apiKey: new Secret('speech-key') }
    await createTranscribeServer(settings, noChance).hear(sound, signal)
    expect(keys).toEqual(['Bearer speech-key'])
  })

  it.each([
    ['its own figure', '{"text":"hello","confidence":0.5}', 0.5],
    ['the segments of whisper', '{"text":"hello","segments":[{"avg_logprob":-0.1},{"avg_logprob":-0.3}]}', 0.8187],
    ['nothing it says', '{"text":"hello","confidence":"high","segments":"none"}', null],
  ])('is as sure as %s says', async (_name, body, confidence) => {
    const recogniser = await answering(200, body)
    const heard = await recogniser.hear(sound, signal)
    const expected = confidence === null ? null : expect.closeTo(confidence, 4)
    expect(heard).toEqual({ kind: 'heard', text: 'hello', confidence: expected })
  })

  it('that fails twice is asked a third time', async () => {
    const { server, recogniser, clock } = await start()
    server.failNext({ kind: 'status', status: 503 }, { kind: 'drop' })
    expect(await whilePassing(clock, recogniser.hear(sound, signal))).toMatchObject({ kind: 'heard' })
    expect(server.uploads).toHaveLength(3)
  })

  it('that keeps failing is given up after three tries', async () => {
    const { server, recogniser, clock } = await start()
    server.failAlways({ kind: 'status', status: 500 })
    expect(await whilePassing(clock, recogniser.hear(sound, signal))).toEqual({
      kind: 'unavailable',
      code: 'http_500',
      retryAfterMs: null,
    })
    expect(server.uploads).toHaveLength(3)
  })

  it.each([400, 413, 415, 422])('that answers %i does not take this file, and is not asked again', async status => {
    const { server, recogniser } = await start()
    server.failAlways({ kind: 'status', status })
    expect(await recogniser.hear(sound, signal)).toEqual({ kind: 'refused', code: `asr.http_${status}` })
    expect(server.uploads).toHaveLength(1)
  })

  it.each([401, 403, 404])('that answers %i does not let us in, which is no fault of the file', async status => {
    const { server, recogniser } = await start()
    server.failAlways({ kind: 'status', status })
    expect(await recogniser.hear(sound, signal)).toMatchObject({ kind: 'unavailable', code: `http_${status}` })
    expect(server.uploads).toHaveLength(1)
  })

  it.each(['<html>502 Bad Gateway</html>', '{"transcript":"hello"}', '{"text":null}', ''])(
    'that answers %j has not heard anything',
    async body => {
      const recogniser = await answering(200, body)
      expect(await recogniser.hear(sound, signal)).toEqual({
        kind: 'unavailable',
        code: 'bad_answer',
        retryAfterMs: null,
      })
    },
  )

  it('that asks for more patience than a client has is left alone for so long', async () => {
    const recogniser = await answering(429, '{}', { 'retry-after': '60' })
    expect(await recogniser.hear(sound, signal)).toEqual({
      kind: 'unavailable',
      code: 'http_429',
      retryAfterMs: 60_000,
    })
  })

  it('that never answers is given up when the time is up', async () => {
    const { server, recogniser } = await start()
    server.failAlways({ kind: 'hang' })
    const limit = new AbortController()
    const heard = recogniser.hear(sound, limit.signal)
    await untilUploaded(server)
    limit.abort()
    expect(await heard).toMatchObject({ kind: 'unavailable', code: 'timeout' })
  })

  it('that answers without end is not listened to for ever', async () => {
    const recogniser = await answering(200, `{"text":"${'a'.repeat(20_000)}"}`)
    expect(await recogniser.hear(sound, signal)).toMatchObject({ kind: 'unavailable', code: 'answer_too_long' })
  })

  it('that is down is left alone', async () => {
    const { server, recogniser } = await startFragile(60_000)
    server.failAlways({ kind: 'status', status: 500 })
    for (let round = 0; round < 4; round++) await recogniser.hear(sound, signal)
    expect(server.uploads).toHaveLength(2)
    expect(await recogniser.hear(sound, signal)).toMatchObject({ kind: 'unavailable', code: 'breaker_open' })
  })

  it('that was down is asked again when it may be back', async () => {
    const { server, recogniser } = await startFragile(1)
    server.failNext({ kind: 'status', status: 500 }, { kind: 'status', status: 500 })
    for (let round = 0; round < 2; round++) await recogniser.hear(sound, signal)
    await expect.poll(() => recogniser.hear(sound, signal)).toMatchObject({ kind: 'heard' })
  })
})

/** Counts as down after two failures. */
async function startFragile(halfOpenAfterMs: number) {
  const server = await startAsrServer()
  onTestFinished(() => server.stop())
  const settings = { ...settingsOf(server.url), maxRetries: 0, breakAfterFailures: 2, halfOpenAfterMs }
  return { server, recogniser: createTranscribeServer(settings, noChance) }
}

describe('an OpenAI server', () => {
  it('that knows no verbose answers is asked for plain ones from then on', async () => {
    const formats: unknown[] = []
    const server = await startAsrServer({
      text: ({ fields }) => {
        formats.push(fields.response_format)
        return 'hello'
      },
    })
    onTestFinished(() => server.stop())
    server.failNext({ kind: 'status', status: 400 })
    const settings = { ...settingsOf(server.url), model: 'gpt-4o-transcribe' }
    const recogniser = createOpenAiAudio(settings, noChance)
    expect(await recogniser.hear(sound, signal)).toMatchObject({ kind: 'heard' })
    await recogniser.hear(sound, signal)
    expect(formats).toEqual(['json', 'json'])
    expect(server.uploads.map(({ fields }) => fields.model)).toEqual(Array(3).fill('gpt-4o-transcribe'))
  })

  it('that refuses the file both ways is asked for verbose answers again', async () => {
    const server = await startAsrServer()
    onTestFinished(() => server.stop())
    server.failNext({ kind: 'status', status: 400 }, { kind: 'status', status: 400 })
    const recogniser = createOpenAiAudio({ ...settingsOf(server.url), model: 'whisper-1' }, noChance)
    expect(await recogniser.hear(sound, signal)).toEqual({ kind: 'refused', code: 'asr.http_400' })
    await recogniser.hear(sound, signal)
    expect(server.uploads.at(-1)?.fields.response_format).toBe('verbose_json')
  })
})

interface Started {
  readonly server: AsrServer
  readonly recogniser: Recogniser
  readonly clock: FakeClock
}

async function start(options: AsrServerOptions = {}): Promise<Started> {
  const server = await startAsrServer(options)
  onTestFinished(() => server.stop())
  const clock = createFakeClock()
  return { server, clock, recogniser: createTranscribeServer(settingsOf(server.url), { clock, chance: () => 1 }) }
}

function settingsOf(baseUrl: string) {
  return { baseUrl, apiKey: null, maxAnswerBytes: 10_000 }
}

async function answering(status: number, body: string, headers: Record<string, string> = {}): Promise<Recogniser> {
  const server = await startLoopbackServer((request, response) => {
    request.resume().on('end', () => response.writeHead(status, headers).end(body))
  })
  onTestFinished(() => server.stop())
  return createTranscribeServer(settingsOf(server.url), noChance)
}

/** Lets the pauses between tries pass while real HTTP goes on. */
async function whilePassing<Result>(clock: FakeClock, work: Promise<Result>): Promise<Result> {
  let isOver = false
  const over = work.finally(() => {
    isOver = true
  })
  while (!isOver) await clock.advance(1)
  return over
}

async function untilUploaded(server: AsrServer): Promise<void> {
  await expect.poll(() => server.uploads.length).toBe(1)
}
