import type { ChatModel, ModelRequest } from './contract.ts'

export interface FallbackReport {
  /** The first answer that the primary model owed; `code` says why, `request` what found it out. Once until it recovers. */
  readonly onDegraded: (code: string, request: ModelRequest) => void
  /** Its first answer after that. */
  readonly onRecovered: (request: ModelRequest) => void
}

/**
 * Answers with `primary`, and with `scripted` whenever that is unavailable; the outcome's `model` says whose words they are.
 * Cancelled requests change nothing.
 */
export function withFallback(primary: ChatModel, scripted: ChatModel, report: FallbackReport): ChatModel {
  let isDegraded = false
  return {
    name: primary.name,
    async answer(request, signal) {
      const outcome = await primary.answer(request, signal)
      if (outcome.kind === 'answered' && isDegraded) {
        isDegraded = false
        report.onRecovered(request)
      }
      if (outcome.kind !== 'unavailable') return outcome
      if (!isDegraded) {
        isDegraded = true
        report.onDegraded(outcome.code, request)
      }
      return scripted.answer(request, signal)
    },
  }
}
