import { errorCode, type Logger } from '#shared/utils'
import type { ChatAddress } from '../../contract.ts'
import { classifyError } from '../client/classify-error.ts'
import type { FloodBudget } from '../flood/flood-budget.ts'

export interface CourtesyDeps {
  readonly budget: FloodBudget
  readonly logger: Logger
}

export interface Courtesy {
  readonly method: string
  readonly chat: ChatAddress
  readonly call: () => Promise<unknown>
}

/** Makes a call that nobody misses when it fails; says whether it did not. A 429 silences its chat in the budget. Never rejects. */
export async function tryCourtesy(
  { budget, logger }: CourtesyDeps,
  { method, chat, call }: Courtesy,
): Promise<boolean> {
  try {
    await call()
    return true
  } catch (error) {
    const outcome = classifyError(error)
    if (outcome.kind === 'rate-limited') {
      const { chatId, chatType } = chat
      budget.penalize({ method, chatId, chatType, retryAfterMs: outcome.retryAfterMs })
    } else {
      const code = 'code' in outcome ? outcome.code : errorCode(error)
      logger.debug('telegram.courtesy_failed', { method, outcome: outcome.kind, code })
    }
    return false
  }
}
