import { expect, it } from 'vitest'
import { guardCases } from './cases/score-guard.ts'
import { worlds } from './cases/worlds.ts'
import { guardReply } from './guard-reply.ts'
import { safeBeginning } from './safe-beginning.ts'
import { splitSentences } from './text/split-sentences.ts'

const evidence = worlds.salon
const greeting = 'Рады, что вы написали нам, и с удовольствием поможем подобрать удобное время.'
const ending = 'Напишите, пожалуйста, какой день недели и какое время дня вам подходят больше всего.'

it('shows whole sentences only, and none that may still be judged otherwise', () => {
  const reply = `${greeting} Женская стрижка стоит 2 900 ₽. ${ending}`
  const shown = new Set(prefixesOf(reply, 1).map(soFar => safeBeginning(soFar, evidence)))
  expect([...shown]).toEqual(['', greeting, `${greeting} Женская стрижка стоит 2 900 ₽.`])
})

it('goes no further than the first claim that nothing backs', () => {
  const reply = `${greeting} Женская стрижка стоит 500 ₽. ${ending} ${ending}`
  expect(safeBeginning(reply, evidence)).toBe(greeting)
})

it('keeps back what introduces a list until the list has passed', () => {
  const reply = `${greeting}\n\nВот наши цены:\n- стрижка 500 ₽, и это самая выгодная цена во всём большом городе\n- укладка`
  expect(safeBeginning(reply, evidence)).toBe(greeting)
})

it('shows no greeting that would be all that is left', () => {
  expect(safeBeginning(`Здравствуйте! Женская стрижка стоит 500 ₽. ${ending}`, evidence)).toBe('')
})

it('never shows what the guard will take out, wherever the reply is broken off', () => {
  const seen: string[] = []
  const wrong = guardCases
    .filter((_, at) => at % 8 === 0)
    .flatMap(({ world, reply }) => {
      // In the middle of an answer, where something safe stands before and behind it.
      const whole = `${ending.replace('Напишите', 'Уточните')} ${reply} ${ending}`
      const kept = new Set(splitSentences(guardReply(whole, worlds[world]).cleaned).map(({ text }) => text))
      return prefixesOf(whole, 23).flatMap(soFar => {
        const shown = splitSentences(safeBeginning(soFar, worlds[world])).filter(({ text }) => text !== '')
        seen.push(...shown.map(({ text }) => text))
        return shown.filter(({ text }) => !kept.has(text)).map(({ text }) => `${whole} → ${text}`)
      })
    })
  expect(wrong).toEqual([])
  expect(seen.length).toBeGreaterThan(300)
}, 30_000)

function prefixesOf(text: string, step: number): readonly string[] {
  return Array.from({ length: Math.ceil(text.length / step) }, (_, at) => text.slice(0, (at + 1) * step))
}
