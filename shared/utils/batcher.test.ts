import { expect, it } from 'vitest'
import { createBatcher } from './batcher.ts'

it('callers that became ready in one turn of the loop share a batch', async () => {
  const batches: (readonly number[])[] = []
  const store = createBatcher<number, void>({
    maxItems: 100,
    run: async items => {
      batches.push(items)
      return items.map(() => undefined)
    },
  })
  // Immediates are one turn, each with its own microtasks after it: as sockets that become readable together.
  await Promise.all([1, 2, 3].map(item => new Promise(resolve => setImmediate(() => store(item).then(resolve)))))
  expect(batches).toEqual([[1, 2, 3]])
})

it('what arrives while a batch runs becomes the next one, at most so many at once', async () => {
  const batches: (readonly number[])[] = []
  let finishFirst = (): void => {}
  const first = new Promise<void>(resolve => {
    finishFirst = resolve
  })
  const double = createBatcher<number, number>({
    maxItems: 2,
    run: async items => {
      batches.push(items)
      await first
      return items.map(item => item * 2)
    },
  })
  const results = [double(1)]
  await new Promise(resolve => setImmediate(() => setImmediate(resolve)))
  results.push(double(2), double(3), double(4))
  finishFirst()
  expect(await Promise.all(results)).toEqual([2, 4, 6, 8])
  expect(batches).toEqual([[1], [2, 3], [4]])
})

it('one poisoned item fails only itself', async () => {
  const store = createBatcher<string, string>({
    maxItems: 10,
    run: async items => {
      if (items.includes('poison')) throw new Error('refused')
      return items.map(item => `${item} stored`)
    },
  })
  const results = await Promise.allSettled(['a', 'poison', 'b'].map(store))
  expect(results.map(result => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
})
