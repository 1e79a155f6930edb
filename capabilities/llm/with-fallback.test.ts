import { describe, expect, it, onTestFinished } from 'vitest'
import { systemClock } from '#shared/utils'
import { startModelServer } from '../../testing/model-server/index.ts'
import { describeModel, question } from './model.contract.ts'
import { createOpenAiCompatibleModel } from './openai-compatible-model.ts'
import { createScriptedModel } from './scripted-model.ts'
import { withFallback } from './with-fallback.ts'

const scripted = createScriptedModel()

describeModel('scripted', async () => ({ model: scripted, close: async () => {} }))

describeModel('one with a fallback, whose server is down', async () => {
  const { model, server } = await openModel()
  await server.stop()
  return { model, close: async () => {} }
})

describe('the scripted model', () => {
  it('says what was prepared, word for word', async () => {
    const request = { ...question, prepared: 'Здравствуйте! Что ищете?' }
    expect(await scripted.answer(request, new AbortController().signal)).toMatchObject({
      text: 'Здравствуйте! Что ищете?',
      model: 'scripted',
    })
  })

  it('is no answer when nothing was prepared', async () => {
    const outcome = await scripted.answer({ ...question, prepared: '' }, new AbortController().signal)
    expect(outcome).toEqual({ kind: 'unavailable', code: 'nothing_prepared' })
  })
})

describe('a fallback', () => {
  it('answers by script while the server fails, and tells each change once', async () => {
    const { model, server, changes } = await openModel()
    const ask = async (): Promise<string> => {
      const outcome = await model.answer(question, new AbortController().signal)
      return outcome.kind === 'answered' ? outcome.model : outcome.kind
    }
    expect(await ask()).toBe('test-model')
    server.failAlways({ kind: 'status', status: 503 })
    expect([await ask(), await ask()]).toEqual(['scripted', 'scripted'])
    server.failAlways(null)
    expect([await ask(), await ask()]).toEqual(['test-model', 'test-model'])
    expect(changes).toEqual(['degraded: http_503', 'recovered'])
  })

  it('says nothing of a caller that gave up', async () => {
    const { model, changes } = await openModel()
    expect(await model.answer(question, AbortSignal.abort())).toEqual({ kind: 'cancelled' })
    expect(changes).toEqual([])
  })
})

async function openModel() {
  const server = await startModelServer()
  onTestFinished(() => server.stop())
  const changes: string[] = []
  const primary = createOpenAiCompatibleModel(
    {
      baseUrl: server.url,
      apiKey: null,
      model: null,
      contextTokens: 12_384,
      connectTimeoutMs: 5000,
      firstTokenTimeoutMs: 5000,
      totalTimeoutMs: 5000,
      maxRetries: 0,
    },
    { clock: systemClock, chance: () => 0 },
  )
  const model = withFallback(primary, scripted, {
    onDegraded: code => changes.push(`degraded: ${code}`),
    onRecovered: () => changes.push('recovered'),
  })
  return { model, server, changes }
}
