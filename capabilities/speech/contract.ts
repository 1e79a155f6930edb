/** What somebody said, as a file. */
export interface Sound {
  readonly bytes: Uint8Array
  /** Ends in the extension that servers know the format by: `voice.ogg`. */
  readonly fileName: string
  readonly mimeType: string
  /** What it is probably spoken in (`ru`); null: the server finds out. */
  readonly language: string | null
}

export type Heard =
  /** Confidence 0 to 1; null where the server tells none. */
  | { readonly kind: 'heard'; readonly text: string; readonly confidence: number | null }
  /** Nobody speaks in it. */
  | { readonly kind: 'silent' }
  /** This file it does not take; another one it may. */
  | { readonly kind: 'refused'; readonly code: string }
  /** It hears nothing at the moment: down, overloaded, or it does not let us in. */
  | { readonly kind: 'unavailable'; readonly code: string; readonly retryAfterMs: number | null }

/** Turns speech into text. */
export interface Recogniser {
  readonly name: string
  /** A bounded number of tries within `signal`; never throws for what the server does, and keeps nothing of the sound. */
  hear(sound: Sound, signal: AbortSignal): Promise<Heard>
}

export type Spoken =
  /** OGG with Opus, which is what voice messages are. */
  { readonly kind: 'spoken'; readonly bytes: Uint8Array } | { readonly kind: 'unavailable'; readonly code: string }

/** Turns text into speech. */
export interface Voice {
  readonly name: string
  /** A bounded number of tries within `signal`; never throws for what the server does. */
  speak(text: string, signal: AbortSignal): Promise<Spoken>
}
