import type { Heard, Recogniser, Sound } from '../contract.ts'

/** The fake beside the contract: what it hears is what it was told, whatever the sound. */
export interface ScriptedRecogniser extends Recogniser {
  /** Every sound it was given, in order. */
  readonly sounds: readonly Sound[]
  /** How the next hearings end, one each; after the last of them it hears `text` again. */
  script(...outcomes: readonly Heard[]): void
}

export function createScriptedRecogniser(text: string, confidence: number | null = null): ScriptedRecogniser {
  const sounds: Sound[] = []
  const outcomes: Heard[] = []
  return {
    name: 'scripted',
    sounds,
    script: (...scripted) => void outcomes.push(...scripted),
    async hear(sound, signal) {
      if (signal.aborted) return { kind: 'unavailable', code: 'timeout', retryAfterMs: null }
      sounds.push(sound)
      return outcomes.shift() ?? (text.trim() === '' ? { kind: 'silent' } : { kind: 'heard', text, confidence })
    },
  }
}
