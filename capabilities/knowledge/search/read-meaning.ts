import { type Clock, sleep } from '#shared/utils'
import { type Embed, packVector, unpackVector } from '../embedding.ts'

/** What a question means: a vector of length 1, and the model whose vectors it may be compared with. */
export interface Meaning {
  readonly model: string
  readonly vector: Float32Array
}

export interface MeaningDeps {
  readonly embed: Embed
  readonly clock: Clock
  /** How long a question may wait for its meaning. */
  readonly timeoutMs: number
}

// Late once is a busy moment; late so often in a row is a server that is too slow for a conversation.
const latenessAllowed = 3
// So long the clients are spared the wait for nothing.
const pauseMs = 60_000

/** Asks what a question means; null when there is no answer in time. Never throws. */
export function createMeaningReader({
  embed,
  clock,
  timeoutMs,
}: MeaningDeps): (text: string) => Promise<Meaning | null> {
  let lateInARow = 0
  let notBefore = Number.NEGATIVE_INFINITY

  return async text => {
    if (text.trim() === '' || clock.elapsed() < notBefore) return null
    const abort = new AbortController()
    const late = sleep(clock, timeoutMs, abort.signal).then(() => 'late' as const)
    const outcome = await Promise.race([embed([text], abort.signal), late])
    abort.abort()
    if (outcome === 'late') {
      lateInARow += 1
      if (lateInARow >= latenessAllowed) notBefore = clock.elapsed() + pauseMs
      return null
    }
    lateInARow = 0
    const vector = outcome.kind === 'vectors' ? outcome.vectors[0] : undefined
    if (outcome.kind !== 'vectors' || vector === undefined) return null
    return { model: outcome.model, vector: unpackVector(packVector(vector)) }
  }
}
