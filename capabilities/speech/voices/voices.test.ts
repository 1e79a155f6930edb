import { expect, it, onTestFinished } from 'vitest'
import { systemClock } from '#shared/utils'
import { startLoopbackServer } from '../../../testing/loopback-server.ts'
import { describeVoice } from '../voice.contract.ts'
import { createOpenAiVoice } from './create-openai-voice.ts'
import { createScriptedVoice } from './create-scripted-voice.ts'

const settings = { apiKey: null, model: 'tts-1', voice: 'alloy', speed: 1, maxAnswerBytes: 1000, maxRetries: 0 }
const deps = { clock: systemClock, chance: () => 1 }
const { signal } = new AbortController()

describeVoice('the scripted one', async () => ({ voice: createScriptedVoice(), close: async () => {} }))

describeVoice('an OpenAI server', async () => {
  const { url, stop } = await startSpeaking(200, 'OggS and a sound')
  return { voice: createOpenAiVoice({ ...settings, baseUrl: `${url}/v1` }, deps), close: stop }
})

it('an OpenAI server is told the words, the voice and the format of voice messages', async () => {
  const server = await startSpeaking(200, 'OggS')
  onTestFinished(server.stop)
  await createOpenAiVoice({ ...settings, baseUrl: server.url }, deps).speak('Hello', signal)
  expect(server.wishes).toEqual([{ model: 'tts-1', voice: 'alloy', speed: 1, input: 'Hello', response_format: 'opus' }])
})

it.each([
  [500, 'OggS', 'http_500'],
  [404, 'OggS', 'http_404'],
  [200, 'ID3 and a sound', 'bad_answer'],
  [200, '', 'bad_answer'],
  [200, `OggS${'a'.repeat(2000)}`, 'answer_too_long'],
])('an OpenAI server that answers %i with %j has said nothing', async (status, body, code) => {
  const server = await startSpeaking(status, body)
  onTestFinished(server.stop)
  const voice = createOpenAiVoice({ ...settings, baseUrl: server.url }, deps)
  expect(await voice.speak('Hello', signal)).toEqual({ kind: 'unavailable', code })
})

async function startSpeaking(status: number, body: string) {
  const wishes: unknown[] = []
  const server = await startLoopbackServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      if (request.url === '/v1/audio/speech') wishes.push(JSON.parse(Buffer.concat(parts).toString()))
      response.writeHead(status).end(body)
    })
  })
  return { url: server.url, wishes, stop: () => server.stop() }
}
