import { describe, expect, it } from 'vitest'
import { combineRounds } from './combine-rounds.ts'
import { formatReport } from './format-report.ts'
import { judgeGoals } from './goals.ts'
import type { Measurement } from './measure-contender.ts'

function measurement(values: Partial<Measurement>): Measurement {
  return {
    contender: 'sqlite',
    scenario: 'busy',
    repliesPerSecond: 600,
    addedMs: { p50: 10, p95: 20, p99: 30 },
    cpuMsPerReply: 1,
    stageCpuMsPerReply: 0.2,
    idleMb: 110,
    peakMb: 150,
    wrong: { unanswered: 0, doubled: 0, mistaken: 0 },
    lastWords: '',
    ...values,
  }
}

const floor = measurement({ contender: 'floor', repliesPerSecond: 1000 })

describe('rounds', () => {
  it('count by the fastest, with the most memory and the mistakes of all', () => {
    const slow = measurement({
      repliesPerSecond: 300,
      cpuMsPerReply: 2,
      peakMb: 200,
      wrong: { unanswered: 1, doubled: 0, mistaken: 2 },
    })
    const fast = measurement({ repliesPerSecond: 700, idleMb: 120, wrong: { unanswered: 1, doubled: 3, mistaken: 0 } })
    expect(combineRounds([slow, fast])).toEqual([
      { ...fast, peakMb: 200, wrong: { unanswered: 2, doubled: 3, mistaken: 2 } },
    ])
  })

  it('of another contender or scenario are kept apart', () => {
    const rounds = [floor, measurement({}), measurement({ scenario: 'crowd' })]
    expect(combineRounds(rounds)).toEqual(rounds)
  })
})

describe('goals', () => {
  it.each([
    [499, false],
    [500, true],
  ])('%i replies/s against 1000 of the floor', (repliesPerSecond, isReached) => {
    const [speed] = judgeGoals([floor, measurement({ repliesPerSecond })])
    expect(speed).toMatchObject({ contender: 'sqlite', value: repliesPerSecond / 1000, isReached })
  })

  it.each([
    [256, true],
    [257, false],
  ])('%i MB at the peak', (peakMb, isReached) => {
    const verdicts = judgeGoals([floor, measurement({ peakMb })])
    expect(verdicts.find(({ value }) => value === peakMb)).toMatchObject({ isReached })
  })

  it('are not judged where there is nothing to compare with', () => {
    expect(judgeGoals([measurement({})])).toEqual([])
    expect(judgeGoals([floor])).toEqual([])
  })
})

describe('the report', () => {
  it('sets each contender beside the floor of its scenario', () => {
    const report = formatReport([floor, measurement({ repliesPerSecond: 620 })])
    expect(report).toMatch(/50 chats, model 0 ms/)
    expect(report).toMatch(/platform on SQLite +620 +0\.62 /)
    expect(report).toMatch(/≥ 0\.5 .* 0\.620 ✓/)
    expect(report).not.toMatch(/unanswered/)
  })

  it('tells mistakes with the last words of who made them', () => {
    const wrong = { unanswered: 1, doubled: 2, mistaken: 3 }
    const report = formatReport([floor, measurement({ wrong, lastWords: 'model.degraded' })])
    expect(report).toMatch(/1 unanswered, 2 answered twice, 3 answered wrongly\nmodel\.degraded/)
  })
})
