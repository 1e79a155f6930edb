import { type Chance, type Clock, sleep } from '#shared/utils'
import type { ServerAnswer } from './server-answer.ts'

const passing = new Set(['connect_timeout', 'connection_failed', 'broken_answer'])
const firstPauseMs = 500
/** A server that asks for more patience is not waited for: the caller comes back later. */
const longestPauseMs = 10_000

/** May the same request succeed in a moment? One that was merely too slow is not asked twice: that makes it slower. */
export function isWorthRetrying(answer: ServerAnswer): boolean {
  if (answer.kind === 'failed') return passing.has(answer.code)
  if ((answer.retryAfterMs ?? 0) > longestPauseMs) return false
  return answer.status === 429 || answer.status >= 500
}

/** Does it say that the server is down? One that refuses, or asks for patience, is alive. */
export function isServerFault(answer: ServerAnswer): boolean {
  return answer.kind === 'failed' ? answer.code !== 'breaker_open' : answer.status >= 500
}

/** Waits before the next try: as long as the server asks, else twice as long as the last time; never past `signal`. */
export async function pauseAfter(
  answer: ServerAnswer,
  { tries, clock, chance }: { readonly tries: number; readonly clock: Clock; readonly chance: Chance },
  signal: AbortSignal,
): Promise<void> {
  const asked = answer.kind === 'answer' ? (answer.retryAfterMs ?? 0) : 0
  // Shortened by chance, so that several that failed together do not come back together.
  const ownMs = firstPauseMs * 2 ** (tries - 1) * (1 - 0.4 * chance())
  await sleep(clock, Math.max(asked, ownMs), signal)
}

/** A `Retry-After` header, in seconds or as a date; null when absent or unreadable. */
export function parseRetryAfter(header: string | undefined, nowMs: number): number | null {
  if (header === undefined || header.trim() === '') return null
  const seconds = Number(header)
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000)
  const atMs = Date.parse(header)
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - nowMs)
}
