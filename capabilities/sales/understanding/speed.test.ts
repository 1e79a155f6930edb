import { expect, it } from 'vitest'
import { createLanguageDetector } from './detect-language.ts'
import { entityCases } from './entities/cases.ts'
import { readMessage } from './read-message.ts'
import { signalCases } from './signals/cases.ts'
import { timeCases } from './times/cases.ts'

/** About ten times what a message costs on a busy machine: a regression of that size fails here, a slow minute does not. */
const tolerableMs = 8

it(`reads most messages in less than ${tolerableMs} ms of processor time`, () => {
  const everyText = [...signalCases, ...entityCases, ...Object.values(timeCases).flat()].map(({ text }) => text)
  // One in five tells the median as well as all of them.
  const texts = everyText.filter((_, index) => index % 5 === 0)
  for (const text of texts) read(text)
  const costs = texts.map(measure).sort((one, other) => one - other)
  expect(costs[Math.floor(costs.length / 2)]).toBeLessThan(tolerableMs)
})

function measure(text: string): number {
  const before = process.cpuUsage()
  read(text)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

const detectLanguage = createLanguageDetector()

function read(text: string): void {
  readMessage(text, {
    rememberedLanguage: 'ru',
    appLanguage: null,
    nowMs: Date.UTC(2026, 0, 14, 9),
    timeZone: 'Europe/Moscow',
    defaultCountry: 'RU',
    askedKind: null,
    detectLanguage,
  })
}
