import type { Evidence, Verdict } from './evidence.ts'

export function guardReply(reply: string, _evidence: Evidence): Verdict {
  return { unbacked: [], backed: [], cleaned: reply }
}
