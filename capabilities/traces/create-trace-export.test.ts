import { expect, it } from 'vitest'
import { Secret, silentLogger } from '#shared/utils'
import { describeEachDatabase } from '../../testing/databases.ts'
import { startFlow, textUpdate } from '../../testing/flow-harness.ts'
import { startCollector } from '../../testing/otlp-collector.ts'
import { createSpanSink } from './create-span-sink.ts'
import { createTraceExport } from './create-trace-export.ts'

describeEachDatabase('traces of answers', open => {
  it('tell the steps of an answer to a real collector, from the client to the channel, and no word of either', async () => {
    const collector = await startCollector()
    const flow = await startFlow(await open())
    const traces = await openExport(flow, collector.url)
    await traces.run()
    await flow.receive(textUpdate('My canary is called Pavlova'))
    await flow.pass(3000)
    await traces.run()
    const spans = collector.spans()
    expect(spans.map(({ name }) => name)).toEqual(['answer', 'ingest', 'wait', 'turn', 'model', 'outbox'])
    expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1)
    const [answer, , , turn, model] = spans
    expect(spans.slice(1).map(({ parentSpanId }) => parentSpanId)).toEqual(
      ['ingest', 'wait', 'turn', 'model', 'outbox'].map(name => (name === 'model' ? turn : answer)?.spanId),
    )
    expect(spans.every(({ startTimeUnixNano: from, endTimeUnixNano: to }) => BigInt(from) <= BigInt(to))).toBe(true)
    expect(model?.attributes).toContainEqual({ key: 'gen_ai.request.model', value: { stringValue: 'gated-1' } })
    expect(collector.requests()).toMatchObject([{ path: '/v1/traces', headers: { authorization: 'Bearer abc' } }])
    expect(JSON.stringify(spans)).not.toContain('Pavlova')
    await traces.close()
    await flow.stop()
    await collector.close()
  })

  it('wait until the answer has left, and are sent once', async () => {
    const collector = await startCollector()
    const flow = await startFlow(await open())
    const traces = await openExport(flow, collector.url)
    await traces.run()
    const release = flow.model.hold()
    await flow.receive(textUpdate('hello'))
    await flow.pass(3000)
    await traces.run()
    expect(collector.spans()).toEqual([])
    release()
    await flow.pass(3000)
    await traces.run()
    await traces.run()
    expect(collector.spans().filter(({ name }) => name === 'answer')).toHaveLength(1)
    await traces.close()
    await flow.stop()
    await collector.close()
  })

  it('are let go when the collector refuses them, and the next ones come through', async () => {
    const collector = await startCollector()
    const flow = await startFlow(await open())
    const traces = await openExport(flow, collector.url)
    await traces.run()
    collector.refuse(400)
    await flow.receive(textUpdate('hello'))
    await flow.pass(3000)
    await traces.run()
    expect(collector.spans()).toEqual([])
    collector.refuse(null)
    await flow.receive(textUpdate('again'))
    await flow.pass(3000)
    await traces.run()
    expect(collector.spans().filter(({ name }) => name === 'answer')).toHaveLength(1)
    await traces.close()
    await flow.stop()
    await collector.close()
  })
})

async function openExport(flow: Awaited<ReturnType<typeof startFlow>>, url: string) {
  const sink = await createSpanSink({
    exporter_otlp_endpoint: url,
    exporter_otlp_headers: new Secret('authorization=Bearer abc'),
    service_name: 'shop',
  })
  if (sink === null) throw new Error('an endpoint was given')
  return createTraceExport({ database: flow.database, sink, clock: flow.clock, logger: silentLogger })
}
