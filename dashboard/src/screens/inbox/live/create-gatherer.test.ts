import { expect, it } from 'vitest'
import { createGatherer } from './create-gatherer.ts'

it('hands on the first at once, what follows closely together and each once, and then the next at once again', () => {
  const handedOn: (readonly number[])[] = []
  const pauses: (() => void)[] = []
  const gather = createGatherer<number>(
    100,
    items => void handedOn.push(items),
    (_ms, then) => void pauses.push(then),
  )
  for (const item of [1, 2, 2, 3]) gather(item)
  expect(handedOn).toEqual([[1]])
  pauses.shift()?.()
  expect(handedOn).toEqual([[1], [2, 3]])
  pauses.shift()?.()
  expect(pauses).toEqual([])
  gather(2)
  expect(handedOn.at(-1)).toEqual([2])
})
