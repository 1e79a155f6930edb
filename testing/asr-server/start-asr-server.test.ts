import OpenAI, { toFile } from 'openai'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type AsrFault, type AsrServer, type AsrServerOptions, startAsrServer } from './start-asr-server.ts'

const sound = new Uint8Array([1, 2, 3])

describe('POST /transcribe', () => {
  it('hears its text in every file, and keeps what was sent', async () => {
    const server = await start({ text: upload => `heard ${upload.bytes} bytes` })
    const response = await transcribe(server, 'voice.ogg')
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({ text: 'heard 3 bytes' })
    expect(server.uploads).toEqual([
      { path: '/transcribe', fileName: 'voice.ogg', contentType: 'audio/ogg', bytes: 3, fields: { language: 'ru' } },
    ])
  })

  it('refuses a form without a file, no form at all, and .oga', async () => {
    const server = await start()
    const empty = await fetch(`${server.url}/transcribe`, { method: 'POST' })
    expect(empty.status).toBe(422)
    expect(await empty.json()).toMatchObject({ detail: [{ loc: ['body', 'file'] }] })
    const noFile = new FormData()
    noFile.set('language', 'ru')
    expect((await fetch(`${server.url}/transcribe`, { method: 'POST', body: noFile })).status).toBe(422)
    expect((await transcribe(server, 'voice.oga')).status).toBe(400)
  })

  it.each<[AsrFault, number, string]>([
    [{ kind: 'status', status: 500 }, 500, '{"detail":"Injected 500"}'],
    [{ kind: 'silence' }, 200, '{"text":""}'],
    [{ kind: 'garbage' }, 200, '<html>502 Bad Gateway</html>'],
  ])('fails once as told: %o', async (fault, status, body) => {
    const server = await start()
    server.failNext(fault)
    const response = await transcribe(server, 'voice.ogg')
    expect([response.status, await response.text()]).toEqual([status, body])
    expect(await (await transcribe(server, 'voice.ogg')).json()).toHaveProperty('text', expect.stringMatching(/./))
  })

  it('drops the connection, and hangs, until told otherwise', async () => {
    const server = await start()
    server.failNext({ kind: 'drop' })
    await expect(transcribe(server, 'voice.ogg')).rejects.toThrow('fetch failed')
    server.failAlways({ kind: 'hang' })
    await expect(transcribe(server, 'voice.ogg', AbortSignal.timeout(50))).rejects.toThrow('timeout')
    server.failAlways(null)
    expect((await transcribe(server, 'voice.ogg')).status).toBe(200)
  })
})

it.each<[AsrFault, string]>([
  [{ kind: 'cut' }, 'terminated'],
  // So slow that the whole answer would take longer than anybody waits.
  [{ kind: 'trickle', pauseMs: 60_000 }, 'timeout'],
])('begins an answer that brings no end: %o', async (fault, message) => {
  const server = await start()
  server.failNext(fault)
  const signal = AbortSignal.timeout(fault.kind === 'cut' ? 60_000 : 300)
  const read = async (): Promise<string> => (await transcribe(server, 'voice.ogg', signal)).text()
  await expect(read()).rejects.toThrow(message)
})

it('sends the whole transcript byte by byte to who waits', async () => {
  const server = await start({ text: 'slow' })
  server.failNext({ kind: 'trickle', pauseMs: 1 })
  expect(await (await transcribe(server, 'voice.ogg')).json()).toEqual({ text: 'slow' })
})

describe('POST /v1/audio/transcriptions', () => {
  it('is understood by the openai package', async () => {
    const server = await start({ text: 'hello' })
    const client = new OpenAI({ apiKey: 'none', baseURL: `${server.url}/v1`, maxRetries: 0 })
    const file = await toFile(sound, 'voice.ogg', { type: 'audio/ogg' })
    expect(await client.audio.transcriptions.create({ file, model: 'whisper-1' })).toMatchObject({ text: 'hello' })
    expect(server.uploads[0]?.fields).toEqual({ model: 'whisper-1' })
  })

  it('wants a model', async () => {
    const server = await start()
    const form = new FormData()
    form.set('file', new File([sound], 'voice.ogg'))
    expect((await fetch(`${server.url}/v1/audio/transcriptions`, { method: 'POST', body: form })).status).toBe(422)
  })
})

it('knows no other paths', async () => {
  const server = await start()
  expect((await fetch(`${server.url}/other`)).status).toBe(404)
  expect((await fetch(`${server.url}/transcribe`)).status).toBe(405)
})

async function start(options: AsrServerOptions = {}): Promise<AsrServer> {
  const server = await startAsrServer(options)
  onTestFinished(() => server.stop())
  return server
}

function transcribe(server: AsrServer, fileName: string, signal: AbortSignal | null = null): Promise<Response> {
  const form = new FormData()
  form.set('file', new File([sound], fileName, { type: 'audio/ogg' }))
  form.set('language', 'ru')
  return fetch(`${server.url}/transcribe`, { method: 'POST', body: form, signal })
}
