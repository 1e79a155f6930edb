import type { Logger } from '#shared/utils'
import type { EmbeddingOutcome } from './embedder.ts'

/** Tells the log when the model changes, and when embeddings go and come back: once each, however many are asked for. */
export interface AvailabilityLog {
  note(outcome: EmbeddingOutcome): void
}

export function createAvailabilityLog(logger: Logger): AvailabilityLog {
  let model: string | null = null
  let isAvailable: boolean | null = null
  return {
    note(outcome) {
      // A caller that gave up says nothing of the server.
      if (outcome.kind === 'unavailable' && outcome.code === 'cancelled') return
      if (outcome.kind === 'unavailable') {
        if (isAvailable !== false) logger.info('embeddings.unavailable', { code: outcome.code })
        isAvailable = false
        return
      }
      if (isAvailable !== true || model !== outcome.model) {
        logger.info('embeddings.available', { model: outcome.model, earlierModel: model })
      }
      model = outcome.model
      isAvailable = true
    },
  }
}
