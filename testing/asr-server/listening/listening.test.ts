import { describe, expect, it } from 'vitest'
import { createRussianHearing, hearEnglish } from './hear.ts'
import { toEnglishSounds } from './russian-sounds.ts'
import { speak } from './speak.ts'
import { findMissingSpeechPackages } from './speech-tools.ts'

const missing = findMissingSpeechPackages()
const timeoutMs = 120_000

it('puts the sounds of Russian into the nearest of English', () => {
  expect(toEnglishSounds("zVp;iS'yt;i")).toBe('Z AH P IY SH IH T IY')
  expect(toEnglishSounds("tSIs'of")).toBe('CH IH S AO F')
})

it('has all it needs, where that is demanded', () => {
  if (process.env.CI === 'true') expect(missing).toEqual([])
})

describe.skipIf(missing.length > 0)(`a real recogniser (needs ${missing.join(', ') || 'nothing more'})`, () => {
  it(
    'hears English',
    async () => {
      expect(await hearEnglish(await speak('Our budget is five thousand dollars', 'en'))).toBe(
        'our budget is five thousand dollars',
      )
    },
    timeoutMs,
  )

  it(
    'hears Russian, as far as it knows the sentences',
    async () => {
      const sentences = [
        'Запишите меня на пятницу в пятнадцать часов',
        'Сколько стоит доставка',
        'Мой бюджет пятьсот тысяч рублей',
        'Нас двадцать человек',
        'Перезвоните мне завтра утром',
      ]
      const hear = await createRussianHearing(sentences)
      const heard: string[] = []
      for (const sentence of sentences) heard.push(await hear(await speak(sentence, 'ru')))
      expect(heard).toEqual(sentences.map(sentence => sentence.toLowerCase()))
    },
    timeoutMs,
  )
})
