import { type Clock, errorCode } from '#shared/utils'
import type { FetchedFile, FetchLimits } from '../../contract.ts'

export interface Download extends FetchLimits {
  readonly url: string
  readonly clock: Clock
  /** The longest silence, before the first byte and between two. Default 30,000. */
  readonly silenceMs?: number
}

/** Reads a file into memory, and no further than `maxBytes`, whatever length was announced. */
export async function downloadFile(download: Download): Promise<FetchedFile> {
  const stalled = new AbortController()
  const restart = createStallTimer(download, stalled)
  try {
    const signal = AbortSignal.any([download.signal, stalled.signal])
    const response = await fetch(download.url, { redirect: 'error', signal })
    if (response.ok) return await readBody(response, download.maxBytes, restart)
    await response.body?.cancel()
    return describeStatus(response.status)
  } catch (error) {
    const code = stalled.signal.aborted ? 'stalled' : download.signal.aborted ? 'aborted' : causeCode(error)
    return { kind: 'not-fetched', code, retryAfterMs: null }
  } finally {
    restart.cancel()
  }
}

interface StallTimer {
  (): void
  cancel(): void
}

function createStallTimer({ clock, silenceMs = 30_000 }: Download, stalled: AbortController): StallTimer {
  const start = (): (() => void) => clock.after(silenceMs, () => stalled.abort())
  let cancel = start()
  const restart = (): void => {
    cancel()
    cancel = start()
  }
  return Object.assign(restart, { cancel: () => cancel() })
}

async function readBody(response: Response, maxBytes: number, restart: () => void): Promise<FetchedFile> {
  const announced = Number(response.headers.get('content-length') ?? 0)
  if (announced > maxBytes) {
    await response.body?.cancel()
    return { kind: 'too-big' }
  }
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response.body ?? []) {
    restart()
    length += chunk.length
    // Leaving the loop cancels the rest of the download.
    if (length > maxBytes) return { kind: 'too-big' }
    chunks.push(chunk)
  }
  return { kind: 'fetched', bytes: Buffer.concat(chunks) }
}

function describeStatus(status: number): FetchedFile {
  // The link to a file lives for an hour: a new getFile makes a new one, so even 404 is worth another try.
  return { kind: 'not-fetched', code: `http_${status}`, retryAfterMs: status === 429 ? 5_000 : null }
}

/** `fetch` wraps what went wrong (`ECONNREFUSED`) in a TypeError. */
function causeCode(error: unknown): string {
  return errorCode(error instanceof Error && error.cause !== undefined ? error.cause : error)
}
