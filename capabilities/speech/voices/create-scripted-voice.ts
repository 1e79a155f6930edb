import type { Spoken, Voice } from '../contract.ts'

/** The fake beside the contract: its sound is the text behind the four letters that begin an OGG file. */
export interface ScriptedVoice extends Voice {
  /** Every text it was given, in order. */
  readonly texts: readonly string[]
  /** How the next speeches end, one each. */
  script(...outcomes: readonly Spoken[]): void
}

export function createScriptedVoice(): ScriptedVoice {
  const texts: string[] = []
  const outcomes: Spoken[] = []
  return {
    name: 'scripted',
    texts,
    script: (...scripted) => void outcomes.push(...scripted),
    async speak(text, signal) {
      if (signal.aborted) return { kind: 'unavailable', code: 'timeout' }
      texts.push(text)
      return outcomes.shift() ?? { kind: 'spoken', bytes: Buffer.from(`OggS${text}`) }
    },
  }
}
