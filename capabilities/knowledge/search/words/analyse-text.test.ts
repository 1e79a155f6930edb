import { expect, it } from 'vitest'
import { analyseQuestion } from './analyse-text.ts'
import { listGrams } from './list-grams.ts'
import { listWords } from './list-words.ts'

it('Thai words with «ำ» are cut as they are written', () => {
  expect(listWords('ต้องมัดจำเท่าไร')).toEqual(['ต้อง', 'มัดจำ', 'เท่าไร'])
})

it('a subject that is named twice counts once, and both its words are looked for', () => {
  const words = analyseQuestion('周末营业到几点')
  expect(words.map(({ concept, role }) => `${concept} ${role}`)).toContain('=hours another')
  expect(words.filter(({ concept, role }) => concept === '=hours' && role === 'subject')).toHaveLength(1)
  expect(words.map(({ stem }) => stem)).toEqual(expect.arrayContaining(['.周末', '.营业', '.几点']))
})

it('words that say how it is asked come with it, and alone ask for nothing', () => {
  expect(analyseQuestion('do you have a massage').map(({ stem, role }) => `${stem} ${role}`)).toEqual(
    expect.arrayContaining(['.massag subject', '.you joining']),
  )
  expect(analyseQuestion('а можно?')).toEqual([])
  expect(analyseQuestion('и сколько он длится').filter(({ role }) => role === 'subject')).toMatchObject([
    { concept: '=duration' },
  ])
})

it('a word that only has the stem of another one is not of its subject', () => {
  const conceptsOf = (text: string) => analyseQuestion(text).map(({ concept }) => concept)
  expect(conceptsOf('куда деть машину')).not.toContain('=children')
  expect(conceptsOf('почти новое платье')).toEqual([null, null, null])
  expect(conceptsOf('приду с детьми, где почта')).toEqual(expect.arrayContaining(['=children', '=contact']))
})

it('Chinese and Thai words that are parts of each other share some of what they are known by', () => {
  const shared = (one: string, other: string) => listGrams(one).filter(gram => listGrams(other).includes(gram))
  expect(shared('拔牙', '牙冠')).toEqual(['牙'])
  expect(shared('จอดรถ', 'ที่จอดรถ')).toEqual(['จอด', 'อดร', 'ดรถ'])
})
