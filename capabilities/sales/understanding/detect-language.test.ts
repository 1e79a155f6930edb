import { beforeAll, describe, expect, it } from 'vitest'
import { createLanguageDetector, type DetectLanguage } from './detect-language.ts'
import { loadLanguageDetector } from './load-language-detector.ts'

const byRules = createLanguageDetector()
let withModel: DetectLanguage

beforeAll(async () => {
  withModel = await loadLanguageDetector()
})

describe.each([
  ['by rules alone', (): DetectLanguage => byRules],
  ['with the model', (): DetectLanguage => withModel],
])('detectLanguage %s', (_, detector) => {
  it.each([
    'ok',
    'CRM',
    'ping',
    'https://example.com/how-are-you',
    'HubSpot',
    'Google Analytics Salesforce',
    '500',
    '👍',
    'AmoCRM, Bitrix24',
    'email',
    '+7 999 123-45-67',
    '@anna',
    'thank you',
    'anna@example.com',
    '',
    '???',
  ])('a Russian client who writes «%s» stays Russian', text => expect(detector()(text, 'ru')).toBe('ru'))

  it.each([
    ['Hello, how much is it?', 'en'],
    ['do you speak English?', 'en'],
    ['English please', 'en'],
    ['你好，多少钱', 'zh'],
    ['สวัสดีครับ', 'th'],
    ['こんにちは、いくらですか', 'ja'],
    ['скільки це коштує? є знижки?', 'uk'],
    ['бағасы қанша', 'kk'],
    ['skolko stoit bot', 'ru'],
    ['Нужна интеграция с Salesforce Marketing Cloud', 'ru'],
  ])('after Russian, «%s» is %s', (text, language) => expect(detector()(text, 'ru')).toBe(language))

  it.each([
    ['привет', 'en', 'ru'],
    ['да', 'en', 'ru'],
    ['ok', 'de', 'de'],
    ['ok', null, 'en'],
    ['123', null, null],
    ['hello', 'zh', 'zh'],
    ['дякую', 'uk', 'uk'],
  ])('«%s» after %s is %s', (text, remembered, language) => expect(detector()(text, remembered)).toBe(language))
})

describe('detectLanguage with the model', () => {
  it.each([
    ['Wie viel kostet ein Chatbot für mein Geschäft?', 'de'],
    ['¿Cuánto cuesta un bot para mi tienda?', 'es'],
    ['Bonjour, combien coûte un site internet?', 'fr'],
    ['Merhaba, fiyatı ne kadar acaba?', 'tr'],
  ])('«%s» is %s, with and without a memory', (text, language) => {
    expect(withModel(text, null)).toBe(language)
    expect(withModel(text, 'ru')).toBe(language)
  })

  it('keeps WebAssembly memory bounded: ten thousand guesses do not fail', () => {
    for (let round = 0; round < 10_000; round += 1)
      expect(withModel('¿Cuánto cuesta un bot para mi tienda?', null)).toBe('es')
  })
})
