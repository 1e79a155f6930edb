import type { Chance } from '#shared/utils'
import { type FailureCode, isWorthRetrying } from './failure-code.ts'

const FIRST_PAUSE_MS = 250
/** A pause is shortened by up to this share, by chance. */
const JITTER = 0.4

export interface RetryState {
  /** Tries made so far, at least 1. */
  readonly tries: number
  readonly maxRetries: number
  /** Until the overall deadline. */
  readonly leftMs: number
  /** What the server asked for; null when it asked for nothing. */
  readonly retryAfterMs: number | null
  readonly chance: Chance
}

/** How long to wait before the next try; null when there is none, because it is useless, used up, or too late. */
export function retryPause(code: FailureCode, state: RetryState): number | null {
  if (!isWorthRetrying(code) || state.tries > state.maxRetries) return null
  const ownPauseMs = FIRST_PAUSE_MS * 2 ** (state.tries - 1) * (1 - JITTER * state.chance())
  const pauseMs = Math.max(ownPauseMs, state.retryAfterMs ?? 0)
  return pauseMs < state.leftMs ? pauseMs : null
}

/** A `Retry-After` header, in seconds or as a date; null when absent or unreadable. */
export function parseRetryAfter(header: string | null, nowMs: number): number | null {
  if (header === null || header.trim() === '') return null
  const seconds = Number(header)
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000)
  const atMs = Date.parse(header)
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - nowMs)
}
