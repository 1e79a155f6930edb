import { readFileSync } from 'node:fs'
import { afterEach, expect, it } from 'vitest'
import type { ChatModel, ModelOutcome } from '#capabilities/llm'
import { createBus, createMemoryQueue, type Queue } from '#shared/events'
import { createFakeClock, type FakeClock, silentLogger } from '#shared/utils'
import { describeEachDatabase } from '../../../testing/databases.ts'
import { startTestGateway, type TestGateway } from '../../../testing/gateway-harness.ts'
import { createMetrics, type Metrics } from './create-metrics.ts'
import { measureModel } from './measure.ts'

describeEachDatabase('metrics', open => {
  let gateway: TestGateway
  afterEach(() => gateway.close())

  it('are printed under every name that the dashboard of Grafana asks for', async () => {
    await start()
    const known = new Set([...(await print()).matchAll(/^# TYPE (\w+) /gm)].map(([, name]) => name))
    const asked = readDashboard()
    expect(asked.size).toBeGreaterThan(15)
    expect([...asked].filter(name => !known.has(name))).toEqual([])
  })

  it('tell what waits in the outbox and for how long', async () => {
    const { clock } = await start()
    const cookie = await gateway.signIn()
    await fetch(`${gateway.url}/api/v1/webchat/chats/one/messages`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      body: JSON.stringify({ text: 'Hello', client_message_id: 'a' }),
    })
    await gateway.answer('one', 'It will come', 'queued')
    await clock.advance(7_000)
    const text = await print()
    expect(text).toContain('outbox_waiting 1\n')
    expect(text).toContain('outbox_oldest_seconds 7\n')
  })

  it('tell how much there is of each job', async () => {
    const { queue } = await start()
    queue.wake('turn', '1', 60_000)
    expect(await print()).toContain(
      'queue_jobs{job="turn",state="waiting"} 0\nqueue_jobs{job="turn",state="delayed"} 1\n',
    )
  })

  it('tell how long the model took, when its first word came, and what it read and wrote', async () => {
    const { clock, meters } = await start()
    const answered: ModelOutcome = {
      kind: 'answered',
      text: 'Yes.',
      isTruncated: false,
      model: 'm',
      usage: { promptTokens: 100, completionTokens: 7 },
      firstTokenMs: 400,
    }
    const model: ChatModel = {
      name: 'm',
      async answer() {
        await clock.advance(2_000)
        return answered
      },
    }
    const request = { messages: [], temperature: 0, maxTokens: 10, prepared: '' }
    const outcome = await measureModel(model, { clock, meters }).answer(request, new AbortController().signal)
    expect(outcome).toBe(answered)
    const text = await print()
    expect(text).toContain('model_seconds_sum{outcome="answered"} 2\n')
    expect(text).toContain('model_first_token_seconds_sum 0.4\n')
    expect(text).toContain('model_tokens_total{kind="prompt"} 100\nmodel_tokens_total{kind="completion"} 7\n')
  })

  async function start(): Promise<Metrics & { readonly clock: FakeClock; readonly queue: Queue }> {
    const database = await open()
    // Begins where the clock of the gateway begins.
    const clock = createFakeClock()
    const queue = createMemoryQueue(clock, silentLogger)
    queue.work('turn', 1, async () => {})
    const metrics = createMetrics({ database, clock, queue, bus: createBus(silentLogger) })
    gateway = await startTestGateway({ database, metrics: metrics.metrics })
    return { ...metrics, clock, queue }
  }

  async function print(): Promise<string> {
    return (await fetch(`${gateway.url}/metrics`)).text()
  }
})

/** Names of metrics in its queries, without what a histogram adds to its own. */
function readDashboard(): ReadonlySet<string> {
  const file = new URL('../../../infrastructure/grafana/telegram-ai-platform.json', import.meta.url)
  const { panels }: { panels: { targets: { expr: string }[] }[] } = JSON.parse(readFileSync(file, 'utf8'))
  const queries = panels.flatMap(panel => panel.targets.map(target => target.expr))
  // Words with an underscore that are not functions, or within a selector.
  const names = queries.flatMap(query => query.replaceAll(/\{[^}]*\}/g, '').match(/\b[a-z]+_\w+\b(?!\()/g) ?? [])
  return new Set(names.map(name => name.replace(/_(bucket|sum|count)$/, '')))
}
