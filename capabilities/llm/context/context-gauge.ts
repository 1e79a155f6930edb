import type { ModelRequest } from '../contract.ts'
import type { ContextOverflow } from './context-overflow.ts'
import { type FittedContext, fitContext } from './fit-context.ts'

/** In a short prompt the chat template outweighs the text, and the ratio says nothing. */
const MIN_TELLING_TOKENS = 200
/** No vocabulary is worse than this for long; a wilder number is a server's mistake. */
const MAX_SCALE = 4
/** When a server only says "too long", without a number. */
const BLIND_STEP = 1.5

/** Knows how much the model can read, better with every answer. */
export interface ContextGauge {
  /** `servedTokens` is what the server says of its context; null when it says nothing. */
  fit(request: ModelRequest, servedTokens: number | null): FittedContext
  /** The server has counted the prompt. */
  learn(fitted: FittedContext, promptTokens: number): void
  /** The server has refused the prompt: the next fit is smaller. */
  learnOverflow(fitted: FittedContext, overflow: ContextOverflow): void
}

export function createContextGauge(assumedTokens: number): ContextGauge {
  let contextTokens = assumedTokens
  let tokenScale = 1
  const raiseScale = (wanted: number): void => {
    tokenScale = Math.min(MAX_SCALE, Math.max(tokenScale, wanted))
  }
  return {
    fit: (request, servedTokens) =>
      fitContext(request.messages, {
        contextTokens: servedTokens ?? contextTokens,
        maxTokens: request.maxTokens,
        tokenScale,
      }),
    learn(fitted, promptTokens) {
      if (fitted.estimatedTokens >= MIN_TELLING_TOKENS) raiseScale(promptTokens / fitted.estimatedTokens)
    },
    learnOverflow(fitted, overflow) {
      const knowsLess = overflow.contextTokens !== null && overflow.contextTokens < contextTokens
      contextTokens = overflow.contextTokens ?? contextTokens
      if (overflow.promptTokens !== null) raiseScale(overflow.promptTokens / fitted.estimatedTokens)
      else if (!knowsLess) raiseScale(tokenScale * BLIND_STEP)
    },
  }
}
