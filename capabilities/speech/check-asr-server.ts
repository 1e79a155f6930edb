import { type Clock, errorCode } from '#shared/utils'

export interface AsrServerCheckSettings {
  readonly baseUrl: string
  readonly timeoutMs: number
}

/** What answers at the address of the speech server. */
export type AsrServerCheck =
  /** It speaks the `/transcribe` protocol: it missed the file. */
  | { readonly kind: 'ready'; readonly latencyMs: number }
  /** Something answers; whether it can transcribe shows only with a file. */
  | { readonly kind: 'reachable'; readonly status: number; readonly latencyMs: number }
  /** It answers that it cannot, or not for us (401, 403, 5xx, …). */
  | { readonly kind: 'failing'; readonly status: number; readonly latencyMs: number }
  /** `timeout`, `connection_failed`, … */
  | { readonly kind: 'unreachable'; readonly code: string; readonly latencyMs: number }

const REACHABLE = new Set([200, 400, 404, 405])

/** Asks `POST {base}/transcribe` without a file, once: a living server refuses that with 422. Nothing is transcribed. */
export async function checkAsrServer(settings: AsrServerCheckSettings, clock: Clock): Promise<AsrServerCheck> {
  const startedMs = clock.elapsed()
  const limit = new AbortController()
  const stopTimer = clock.after(settings.timeoutMs, () => limit.abort())
  try {
    const url = `${settings.baseUrl.replace(/\/+$/, '')}/transcribe`
    const response = await fetch(url, { method: 'POST', redirect: 'manual', signal: limit.signal })
    await response.body?.cancel()
    return { ...judge(response.status), latencyMs: clock.elapsed() - startedMs }
  } catch (error) {
    const code = limit.signal.aborted ? 'timeout' : connectionCode(error)
    return { kind: 'unreachable', code, latencyMs: clock.elapsed() - startedMs }
  } finally {
    stopTimer()
  }
}

function judge(
  status: number,
): { readonly kind: 'ready' } | { readonly kind: 'reachable' | 'failing'; readonly status: number } {
  if (status === 422) return { kind: 'ready' }
  return { kind: REACHABLE.has(status) ? 'reachable' : 'failing', status }
}

/** `fetch` wraps what went wrong (`ECONNREFUSED`, `ENOTFOUND`) in a TypeError. */
function connectionCode(error: unknown): string {
  return errorCode(error instanceof Error && error.cause !== undefined ? error.cause : error)
}
