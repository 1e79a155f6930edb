import type { PictureOutcome, Sight } from '#capabilities/media'
import { assertNever } from '#shared/utils'
import type { MediaFile, MediaText } from '../media-reader.ts'

/** Looks at pictures, however they came. */
export interface LookAt {
  /** Why none need be fetched; null: they may be seen. */
  refuse(): string | null
  read(file: MediaFile, signal: AbortSignal): Promise<MediaText>
}

/** `sight` is null where no model looks at pictures; the language is that of clients of whom nothing is known. */
export function createLookAt(sight: Sight | null, defaultLanguage: string): LookAt {
  return {
    refuse: () => (sight === null || sight.isBlind() ? 'picture.no_sight' : null),
    async read({ bytes, facts }, signal) {
      if (sight === null) return { kind: 'refused', code: 'picture.no_sight' }
      return toMediaText(await sight.describePicture(bytes, facts.language ?? defaultLanguage, signal))
    },
  }
}

function toMediaText(outcome: PictureOutcome): MediaText {
  switch (outcome.kind) {
    case 'described':
      return { kind: 'read', text: outcome.text, confidence: null }
    case 'refused':
      return outcome
    case 'later':
      return { ...outcome, retryAfterMs: null }
    default:
      return assertNever(outcome)
  }
}
