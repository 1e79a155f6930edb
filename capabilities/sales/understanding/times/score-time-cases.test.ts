import { describe, expect, it } from 'vitest'
import { timeCases } from './cases.ts'
import { readCase, scoreTimeCases } from './score-time-cases.ts'

describe('dates and times, as clients type them', () => {
  for (const [name, cases] of Object.entries(timeCases)) {
    it.each(cases.map(item => [item.text, item.now, item] as const))(
      `${name}: reads «%s» said at %s`,
      (_text, _now, item) => {
        expect(readCase(item)).toEqual(item.expected)
      },
    )
  }

  it('are scored per language for the evaluation', () => {
    const scores = scoreTimeCases()
    expect(scores.map(score => score.name)).toEqual(Object.keys(timeCases))
    expect(scores.every(score => score.right + score.wrong.length === score.total)).toBe(true)
  })
})
