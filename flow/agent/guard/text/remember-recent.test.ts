import { expect, it } from 'vitest'
import { rememberRecent } from './remember-recent.ts'

it('reads a text once while it is asked about, and forgets what was not asked about for longest', () => {
  const asked: string[] = []
  const read = rememberRecent(2, text => {
    asked.push(text)
    return { text }
  })
  for (const text of ['one', 'two', 'one', 'three', 'one', 'two']) expect(read(text)).toEqual({ text })
  expect(asked).toEqual(['one', 'two', 'three', 'two'])
})
