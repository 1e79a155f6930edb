import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createLanguageDetector } from './detect-language.ts'
import { type ReadContext, readMessage } from './read-message.ts'

const context: ReadContext = {
  rememberedLanguage: null,
  appLanguage: null,
  nowMs: Date.UTC(2026, 0, 14, 9),
  timeZone: 'Europe/Moscow',
  defaultCountry: 'RU',
  askedKind: null,
  detectLanguage: createLanguageDetector(),
}

it('reads everything that one message says', () => {
  const reading = readMessage(
    'Здравствуйте, меня зовут Анна, бюджет до 300 тыс. руб, созвонимся завтра в 15:00?',
    context,
  )
  expect(reading.language).toBe('ru')
  expect([...reading.signals].sort()).toEqual(['greeting', 'question', 'wants-meeting'])
  expect(reading.name?.value).toBe('Анна')
  expect(reading.money[0]).toMatchObject({ min: null, max: 300_000, currency: 'RUB' })
  expect(reading.times[0]).toMatchObject({ from: Date.UTC(2026, 0, 15, 12), precision: 'minute' })
})

it('takes the app for the memory of a client who has said nothing telling', () => {
  expect(readMessage('ok', { ...context, appLanguage: 'ru-RU' }).language).toBe('ru')
  expect(readMessage('ok', { ...context, appLanguage: 'ru-RU', rememberedLanguage: 'en' }).language).toBe('en')
})

it('reads any text without throwing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => void readMessage(text, context)),
    { numRuns: 50 },
  )
})
