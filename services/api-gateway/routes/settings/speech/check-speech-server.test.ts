import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { ttsServerSection } from '#capabilities/speech'
import { startAsrServer } from '../../../../../testing/asr-server/index.ts'
import { startTestGateway, testAdminKey } from '../../../../../testing/gateway-harness.ts'

type Server = Readonly<Record<'base_url' | 'api_key', string>>

async function open(known: Partial<Server> = {}) {
  const ttsServer = ttsServerSection.schema.parse(known)
  const test = await startTestGateway({ ttsServer })
  onTestFinished(() => test.close())
  return async (which: 'asr' | 'tts', body: unknown) => {
    const response = await fetch(`${test.url}/api/v1/settings/${which}-server/check`, {
      method: 'POST',
      headers: { authorization: `Bearer ${testAdminKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return { status: response.status, body: await response.json() }
  }
}

/** A server that speaks for whoever has its key. */
async function startVoice(key: string) {
  const asked: { readonly headers: IncomingHttpHeaders; readonly body: string }[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    asked.push({ headers: request.headers, body })
    const isKnown = request.headers.authorization === `Bearer ${key}`
    response.writeHead(isKnown ? 200 : 401).end(isKnown ? 'OggS and so on' : '')
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

it('tells a server that hears from one that is not there, and sends it no sound', async () => {
  const ask = await open()
  const server = await startAsrServer({ hear: async () => 'never asked' })
  expect(await ask('asr', { base_url: server.url })).toMatchObject({
    status: 200,
    body: { state: 'ready', code: null },
  })
  await server.stop()
  expect(await ask('asr', { base_url: server.url })).toMatchObject({
    body: { state: 'unreachable', code: 'ECONNREFUSED' },
  })
})

it('lets a server speak, with the model and the voice that were asked for', async () => {
  const ask = await open()
  const voice = await startVoice('hush')
  const wish = { base_url: `${voice.url}/`, api_key: 'hush', model: 'kokoro', voice: 'anna' }
  expect(await ask('tts', wish)).toMatchObject({ body: { state: 'ready', code: null } })
  expect(voice.asked).toHaveLength(1)
  expect(JSON.parse(voice.asked[0]?.body ?? '')).toMatchObject({ model: 'kokoro', voice: 'anna' })
})

it('says that a server wants another key', async () => {
  const ask = await open()
  const voice = await startVoice('hush')
  expect(await ask('tts', { base_url: voice.url })).toMatchObject({ body: { state: 'failing', code: 'http_401' } })
})

it('tells the key of the settings to the server of the settings only', async () => {
  const [own, other] = [await startVoice('hush'), await startVoice('hush')]
  const ask = await open({ base_url: own.url, api_key: 'hush' })
  expect(await ask('tts', { base_url: own.url })).toMatchObject({ body: { state: 'ready' } })
  await ask('tts', { base_url: other.url })
  expect(other.asked.map(({ headers }) => headers.authorization)).toEqual([undefined])
})

it.each([['asr'], ['tts']] as const)('takes no address of another kind for %s', async which => {
  expect(await (await open())(which, { base_url: 'file:///etc/passwd' })).toMatchObject({ status: 422 })
})
