import { expect, it } from 'vitest'
import { createGate } from './gate.ts'

it('lets in as many as it may, in order, also after a failure', async () => {
  const gate = createGate(2)
  const begun: number[] = []
  const ends: (() => void)[] = []
  const work = (number: number) => () => {
    begun.push(number)
    return new Promise<number>((resolve, reject) => {
      ends[number] = () => (number === 1 ? reject(new Error('one')) : resolve(number))
    })
  }
  const results = [0, 1, 2, 3].map(number => gate(work(number)).catch(() => 'failed'))
  expect(begun).toEqual([0, 1])
  ends[1]?.()
  await results[1]
  await expect.poll(() => begun).toEqual([0, 1, 2])
  ends[0]?.()
  await results[0]
  await expect.poll(() => begun).toEqual([0, 1, 2, 3])
  ends[2]?.()
  ends[3]?.()
  expect(await Promise.all(results)).toEqual([0, 'failed', 2, 3])
})
