import { z } from 'zod'
import type { ContextMessage } from '#capabilities/conversations'

/** What of a message must be known. */
export type SpokenMessage = Pick<ContextMessage, 'role' | 'kind' | 'metadata'>

/** How much of what was said aloud in a message is known. */
export type Speech =
  /** Its words are the message's. Confidence 0 to 1; null where nobody said. */
  | { readonly kind: 'heard'; readonly confidence: number | null }
  /** Not yet: it is listened to when that is possible again. */
  | { readonly kind: 'later' }
  /** Never: nobody listens here, it is too long, or no words are in it. */
  | { readonly kind: 'unheard'; readonly because: 'off' | 'too-long' | 'unclear' }

const spokenKinds: ReadonlySet<string> = new Set(['voice', 'video_note', 'audio', 'video'])

// Written by whoever listens; what is not as expected counts as unheard rather than costing the turn.
const metadataSchema = z.object({
  media: z.array(z.object({ state: z.string(), confidence: z.number().nullish(), code: z.string().nullish() })),
})

/** Null: nothing in the message was said aloud. */
export function speechOf({ role, kind, metadata }: SpokenMessage): Speech | null {
  if (role !== 'user' || !spokenKinds.has(kind)) return null
  const note = readNote(metadata)
  // A film or a song without a note was never meant to be listened to.
  if (note === undefined) return isVoice(kind) ? { kind: 'unheard', because: 'off' } : null
  if (note.state === 'ready') return { kind: 'heard', confidence: note.confidence ?? null }
  if (note.state === 'later') return { kind: 'later' }
  return isVoice(kind) || note.code === 'media.too_long' ? { kind: 'unheard', because: reasonOf(note.code) } : null
}

function readNote(metadata: string | null) {
  return metadataSchema.safeParse(JSON.parse(metadata ?? 'null')).data?.media[0]
}

function isVoice(kind: string): boolean {
  return kind === 'voice' || kind === 'video_note'
}

function reasonOf(code: string | null | undefined): 'off' | 'too-long' | 'unclear' {
  if (code === 'media.no_reader') return 'off'
  return code === 'media.too_long' || code === 'media.too_big' ? 'too-long' : 'unclear'
}
