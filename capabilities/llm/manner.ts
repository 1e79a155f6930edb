/** How a served model speaks, as its whole answers have shown. */
export interface Manner {
  /** What to tell of the first token; nothing of a model of which no whole answer is known. */
  watch(model: string, onSpeaking: OnSpeaking | undefined): OnSpeaking | undefined
  /** To be told of every whole answer. */
  learn(model: string, beginsInThought: boolean): void
}

type OnSpeaking = (soFar: () => string) => void

/**
 * Where the chat template has opened the thought, only its end is marked: until it comes, a thought looks like an answer. So nobody
 * reads along before one whole answer has shown how the model begins, and never with one that begins in a thought.
 */
export function createManner(): Manner {
  const mayBeRead = new Map<string, boolean>()
  return {
    watch: (model, onSpeaking) => (mayBeRead.get(model) === true ? onSpeaking : undefined),
    learn(model, beginsInThought) {
      mayBeRead.set(model, mayBeRead.get(model) !== false && !beginsInThought)
    },
  }
}
