import type { MediaSettlement, TakenMedia } from './media-rows.ts'
import type { Reading } from './read-one.ts'

// A file id of Telegram's stays good for long; after a day nobody waits for an answer any more.
const giveUpAfterMs = 24 * 60 * 60_000
const firstPauseMs = 30_000
const longestPauseMs = 15 * 60_000

/** What a reading makes of its row. Pure. */
export function judgeReading({ id, tries, createdAt }: TakenMedia, reading: Reading, nowMs: number): MediaSettlement {
  const nothing = { id, text: null, confidence: null, nextTryAt: null }
  switch (reading.kind) {
    case 'read':
      return { ...nothing, state: 'ready', text: reading.text, confidence: reading.confidence, error: null }
    case 'refused':
      return { ...nothing, state: 'refused', error: reading.code }
    case 'later': {
      if (nowMs - createdAt >= giveUpAfterMs) return { ...nothing, state: 'failed', error: reading.code }
      const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** (tries - 1))
      const nextTryAt = nowMs + Math.max(pauseMs, reading.retryAfterMs ?? 0)
      return { ...nothing, state: 'waiting', error: reading.code, nextTryAt }
    }
  }
}
