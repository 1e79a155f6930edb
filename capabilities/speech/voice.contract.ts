import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Voice } from './contract.ts'

export interface VoiceUnderTest {
  readonly voice: Voice
  close(): Promise<void>
}

/** What every voice promises. Call it from the implementation's own test file. */
export function describeVoice(name: string, open: () => Promise<VoiceUnderTest>): void {
  describe(`the voice contract, kept by ${name}`, () => {
    let under: VoiceUnderTest

    beforeEach(async () => {
      under = await open()
    })

    afterEach(() => under.close())

    it('speaks in the format of voice messages', async () => {
      const spoken = await under.voice.speak('Ждём вас в пятницу', new AbortController().signal)
      expect(spoken.kind).toBe('spoken')
      expect(spoken.kind === 'spoken' && Buffer.from(spoken.bytes).subarray(0, 4).toString()).toBe('OggS')
    })

    it('ends at once, and without a throw, when the caller has no more time', async () => {
      expect(await under.voice.speak('Hello', AbortSignal.abort())).toEqual({ kind: 'unavailable', code: 'timeout' })
    })
  })
}
