import { type Clock, errorCode } from '#shared/utils'

export type ClockSkew =
  /** Ours minus Telegram's, in milliseconds, as exact as half the call plus the second to which HTTP rounds. */
  { readonly kind: 'measured'; readonly aheadMs: number } | { readonly kind: 'unknown'; readonly code: string }

/** Compares our clock with the `Date` that Telegram's server puts on any answer. Sends no token. Never rejects. */
export async function measureClockSkew(apiRoot: string, clock: Clock, signal: AbortSignal): Promise<ClockSkew> {
  const startedAt = clock.now()
  try {
    const response = await fetch(apiRoot, { method: 'HEAD', redirect: 'manual', signal })
    const endedAt = clock.now()
    await response.body?.cancel()
    const theirs = Date.parse(response.headers.get('date') ?? '')
    if (Number.isNaN(theirs)) return { kind: 'unknown', code: 'no_date' }
    // The header names the second that has begun: on average half of it has passed.
    return { kind: 'measured', aheadMs: (startedAt + endedAt) / 2 - (theirs + 500) }
  } catch (error) {
    return { kind: 'unknown', code: errorCode(error instanceof Error && error.cause ? error.cause : error) }
  }
}
