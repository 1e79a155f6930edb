import { expect, it } from 'vitest'
import { deriveOnce } from './derive-once.ts'
import { rememberLatest } from './remember-latest.ts'

it('a text is read once however often it is asked about, and again after another one', () => {
  const asked: string[] = []
  const read = rememberLatest(text => {
    asked.push(text)
    return text.length
  })
  expect(['', '', 'one', 'one', 'three', 'one'].map(read)).toEqual([0, 0, 3, 3, 5, 3])
  expect(asked).toEqual(['', 'one', 'three', 'one'])
})

it('what is derived belongs to its object, not to its contents', () => {
  const derive = deriveOnce((source: { readonly words: readonly string[] }) => [...source.words])
  const source = { words: ['one'] }
  expect(derive(source)).toBe(derive(source))
  expect(derive({ words: ['one'] })).not.toBe(derive(source))
})

it('an underivable value is not derived twice either', () => {
  let times = 0
  const derive = deriveOnce((): undefined => {
    times += 1
  })
  const source = {}
  expect([derive(source), derive(source)]).toEqual([undefined, undefined])
  expect(times).toBe(1)
})
