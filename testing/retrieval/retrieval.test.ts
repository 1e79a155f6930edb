import { beforeAll, describe, expect, it } from 'vitest'
import { languages } from './collection.ts'
import { type Measured, measure, ours } from './measure.ts'
import { measureOwnSets } from './own-sets.ts'

// Among forty questions of a language one more or less is chance.
const toleranceItems = 1

describe('our search by words beside plain engines, over the same passages and questions', () => {
  let measured: readonly Measured[]
  beforeAll(async () => {
    measured = await measureOwnSets()
  })

  const counts = ['first', 'firstThree', 'firstFive'] as const
  it.each(languages.flatMap(language => counts.map(count => [language, count] as const)))(
    '%s: finds as many as the best of them (%s)',
    (language, count) => {
      const own = measured.filter(one => one.language === language)
      const best = Math.max(...own.filter(({ engine }) => engine !== ours).map(one => one[count]))
      const [us] = own.filter(({ engine }) => engine === ours)
      expect(us?.[count]).toBeGreaterThanOrEqual(best - toleranceItems)
    },
  )

  it('is asked at least forty questions with an answer in each language, 200 in all', () => {
    const asked = measured.filter(({ engine }) => engine === ours).map(({ questions }) => questions)
    expect(asked).toHaveLength(languages.length)
    expect(Math.min(...asked)).toBeGreaterThanOrEqual(40)
    expect(asked.reduce((sum, one) => sum + one, 0)).toBeGreaterThanOrEqual(200)
  })
})

it('a place counts only when the passage is one that answers', async () => {
  const passages = [
    { id: 1, heading: 'Parking', text: 'Parking is free in the yard.', questions: '', path: 'a' },
    { id: 2, heading: 'Prices', text: 'A massage costs 30 €.', questions: '', path: 'a' },
  ]
  const questions = [{ language: 'en', question: 'massage parking', answeredBy: new Set([2]) }] as const
  const found = await measure({ passages, questions, ours: () => [1, 2] })
  expect(found.find(({ engine, language }) => engine === ours && language === 'en')).toMatchObject({
    questions: 1,
    first: 0,
    firstThree: 1,
    reciprocalRanks: 0.5,
    missed: ['massage parking'],
  })
})
