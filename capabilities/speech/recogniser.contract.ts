import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Recogniser, Sound } from './contract.ts'

/** A recogniser with a world of its own, open for one test; it hears `text` in everything. */
export interface RecogniserUnderTest {
  readonly recogniser: Recogniser
  readonly text: string
  close(): Promise<void>
}

const sound: Sound = {
  bytes: Buffer.from('OggS and more'),
  fileName: 'voice.ogg',
  mimeType: 'audio/ogg',
  language: 'ru',
}
const { signal } = new AbortController()

/** What every recogniser promises. Call it from the implementation's own test file. */
export function describeRecogniser(name: string, open: (text: string) => Promise<RecogniserUnderTest>): void {
  describe(`the recogniser contract, kept by ${name}`, () => {
    let under: RecogniserUnderTest

    beforeEach(async () => {
      under = await open('Здравствуйте, хочу записаться на пятницу')
    })

    afterEach(() => under.close())

    it('hears what is said', async () => {
      expect(await under.recogniser.hear(sound, signal)).toEqual({
        kind: 'heard',
        text: under.text,
        confidence: null,
      })
    })

    it('hears in any language, and without being told which', async () => {
      expect(await under.recogniser.hear({ ...sound, language: null }, signal)).toMatchObject({ text: under.text })
    })

    it('says that nobody speaks', async () => {
      await under.close()
      under = await open(' \n ')
      expect(await under.recogniser.hear(sound, signal)).toEqual({ kind: 'silent' })
    })

    it('ends at once, and without a throw, when the caller has no more time', async () => {
      expect(await under.recogniser.hear(sound, AbortSignal.abort())).toEqual({
        kind: 'unavailable',
        code: 'timeout',
        retryAfterMs: null,
      })
    })

    it('hears several at once', async () => {
      const heard = await Promise.all([1, 2, 3].map(() => under.recogniser.hear(sound, signal)))
      expect(heard.map(({ kind }) => kind)).toEqual(['heard', 'heard', 'heard'])
    })
  })
}
