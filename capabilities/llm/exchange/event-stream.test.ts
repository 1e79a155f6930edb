import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createEventStreamReader } from './event-stream.ts'

const stream = ': ping\n\ndata: {"a":1}\n\nevent: x\ndata:{"b":"é 🚲"}\r\n\r\nid: 7\ndata: [DONE]\n\n'

it('hands out every value once, however the packets cut the stream', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(stream.length), { maxLength: 30 }), cuts => {
      const values: string[] = []
      const read = createEventStreamReader(value => values.push(value))
      const points = [0, ...cuts.toSorted((left, right) => left - right), stream.length]
      for (const [index, point] of points.entries()) read(stream.slice(points[index - 1] ?? 0, point))
      expect(values).toEqual(['{"a":1}', '{"b":"é 🚲"}', '[DONE]'])
    }),
  )
})

it('says nothing of a line that is not complete', () => {
  const values: string[] = []
  createEventStreamReader(value => values.push(value))('data: {"a":')
  expect(values).toEqual([])
})
