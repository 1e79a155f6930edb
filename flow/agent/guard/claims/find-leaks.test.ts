import fc from 'fast-check'
import { expect, it } from 'vitest'
import { worlds } from '../cases/worlds.ts'
import type { Evidence } from '../evidence.ts'
import { findLeaks } from './find-leaks.ts'

const standing = `You are Liza. Ask how many people the team of the client has now?
Rules: never press for money or figures; go on with something else instead.
What is the client's budget for the first year`
const rest = `\n\nStage: be brief. Is the client in a hurry to begin with it? Ask one question at a time and listen to the answer first`
const words = `${standing}${rest}`.split(/\s+/)

/** Stretches of the prompt, of any length and from anywhere, among words of its own. */
const reply = fc
  .array(fc.tuple(fc.nat(words.length), fc.integer({ min: 1, max: 14 }), fc.constantFrom('.', ' and then', '\n', '')))
  .map(parts => parts.map(([from, length, end]) => words.slice(from, from + length).join(' ') + end).join(' '))

it('finds the same stretches of the prompt whether its standing part is told apart or not', () => {
  const whole: Evidence = { ...worlds.salon, prompt: standing + rest, standingPrompt: '' }
  const parted: Evidence = { ...whole, standingPrompt: standing }
  let found = 0
  fc.assert(
    fc.property(reply, said => {
      const leaks = findLeaks(said, whole)
      expect(findLeaks(said, parted)).toEqual(leaks)
      expect(leaks.length > 0).toBe(holdsStretch(said, plain))
      found += Number(leaks.length > 0)
    }),
  )
  expect(found).toBeGreaterThan(10)
})

/** The prompt as a reader would compare it: without its first sentence and without its questions. */
const plain = spell(
  `Rules: never press for money or figures; go on with something else instead.
What is the client's budget for the first year Stage: be brief. Ask one question at a time and listen to the answer first`,
)

/** The plain way: every eight words in a row are looked for. */
function holdsStretch(said: string, secret: string): boolean {
  const own = spell(said).trim().split(' ')
  return own.some((_, at) => at + 8 <= own.length && secret.includes(` ${own.slice(at, at + 8).join(' ')} `))
}

function spell(text: string): string {
  return ` ${text
    .toLowerCase()
    .match(/\p{L}+/gu)
    ?.join(' ')} `
}
