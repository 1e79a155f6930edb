import { describe, expect, it } from 'vitest'
import type { IntentDefinition } from '../../playbook/playbook.ts'
import { readIntent } from './read-intent.ts'

const intents: readonly IntentDefinition[] = [
  {
    name: 'ai',
    isSale: true,
    words: {
      ru: ['бот', 'ии', 'чат-бот', 'искусственный интеллект', 'автоматизация', 'внедрить'],
      en: ['ai', 'bot', 'automation'],
    },
  },
  {
    name: 'homes',
    isSale: true,
    words: { ru: ['дом', 'вид', 'вилла', 'купить квартиру', 'недвижимость'], en: ['villa', 'condo', 'sea view'] },
  },
  { name: 'small_talk', isSale: false, words: { ru: ['погода'], en: ['weather'] } },
]
const intentOf = (text: string, current: string | null = null): string | null =>
  readIntent(text, intents, current)?.name ?? null

describe('readIntent', () => {
  it.each([
    ['«работа» is not «бот»', 'много работы'],
    ['«ботинки» are not «бот»', 'купил ботинки'],
    ['«компании» is not «ии»', 'мы из компании'],
    ['"email" is not "ai"', 'my email is here'],
    ['«домен» is not «дом»', 'наш домен'],
    ['«видео» is not «вид»', 'видео обзор'],
    ['«какая цена» is no home', 'какая цена'],
    ['a refused subject is none', 'мне не нужен бот'],
  ])('%s', (_, text) => expect(intentOf(text)).toBeNull())

  it.each([
    ['нужны боты', 'ai'],
    ['про искусственного интеллекта', 'ai'],
    ['хотим внедрим ИИ', 'ai'],
    ['два дома с видом', 'homes'],
    ['куплю виллу', 'homes'],
    ['хочу купить квартиру', 'homes'],
    ['we want bots and automation', 'ai'],
    ['condos with a sea view', 'homes'],
    ['бот о погоде', 'ai'],
  ])('%s is about %s', (text, name) => expect(intentOf(text)).toBe(name))

  it('keeps the intent on a neutral message, with half confidence', () => {
    expect(readIntent('хорошо, понял', intents, 'homes')).toEqual({ name: 'homes', confidence: 0.5 })
  })

  it('is surer of two words than of one, and less sure of a mixture', () => {
    const confidence = (text: string): number => readIntent(text, intents, null)?.confidence ?? 0
    expect(confidence('бот')).toBeCloseTo(0.7)
    expect(confidence('бот и автоматизация')).toBeGreaterThan(confidence('бот'))
    expect(confidence('бот для виллы')).toBeLessThan(confidence('бот'))
  })
})
