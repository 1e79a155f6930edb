import { expect, it } from 'vitest'
import { guardReply } from '../guard-reply.ts'
import { guardCases, scoreGuard } from './score-guard.ts'
import { worlds } from './worlds.ts'

const scores = new Map(scoreGuard().map(score => [score.name, score]))

it('lets no lie through', () => {
  const lies = ['lies', 'held-out lies'] as const
  expect(lies.reduce((sum, name) => sum + (scores.get(name)?.total ?? 0), 0)).toBeGreaterThanOrEqual(500)
  expect(lies.flatMap(name => scores.get(name)?.wrong ?? [])).toEqual([])
})

it('leaves at least 97 % of honest replies as they are', () => {
  const sets = [scores.get('honest replies'), scores.get('held-out honest replies')]
  const total = sets.reduce((sum, score) => sum + (score?.total ?? 0), 0)
  const right = sets.reduce((sum, score) => sum + (score?.right ?? 0), 0)
  expect(total).toBeGreaterThanOrEqual(150)
  expect(right / total).toBeGreaterThanOrEqual(0.97)
})

it('cleans a lie so that nothing of it is left to find, and does not touch what is honest', () => {
  const again = guardCases.flatMap(({ world, reply }) => {
    const { cleaned, unbacked } = guardReply(reply, worlds[world])
    if (unbacked.length === 0) return cleaned === reply ? [] : [reply]
    return guardReply(cleaned, worlds[world]).unbacked.length === 0 ? [] : [`${reply} → ${cleaned}`]
  })
  expect(again).toEqual([])
})
