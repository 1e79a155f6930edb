import { type Clock, errorCode } from '#shared/utils'

export interface ServerCall {
  readonly method: string
  readonly url: string | URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
}

export interface CallLimits {
  readonly timeoutMs: number
  readonly clock: Clock
  /** The caller's; nothing is left on it afterwards. */
  readonly signal: AbortSignal
}

/** `code` is stable: cancelled, timeout, too_large, or what the system calls the failure (ECONNREFUSED, ENOTFOUND, …). */
export type ServerAnswer =
  | {
      readonly kind: 'answered'
      readonly status: number
      readonly headers: Headers
      readonly text: string
      /** Where it came from, after redirects. */
      readonly url: string
    }
  | { readonly kind: 'failed'; readonly code: string }

/** Years of a busy calendar; a server that never stops must not fill our memory. */
const maxBytes = 20_000_000

/** One HTTP call with the whole answer, within the time limit. Never throws for what a server or a network can do. */
export async function callServer(call: ServerCall, limits: CallLimits): Promise<ServerAnswer> {
  if (limits.signal.aborted) return { kind: 'failed', code: 'cancelled' }
  const limit = new AbortController()
  let code: string | null = null
  const stop = (why: string): void => {
    code ??= why
    limit.abort()
  }
  const cancel = (): void => stop('cancelled')
  limits.signal.addEventListener('abort', cancel, { once: true })
  const stopTimer = limits.clock.after(limits.timeoutMs, () => stop('timeout'))
  try {
    const { method, url, headers, body } = call
    const response = await fetch(url, { method, headers, body, signal: limit.signal })
    const text = await readText(response, () => stop('too_large'))
    return { kind: 'answered', status: response.status, headers: response.headers, text, url: response.url }
  } catch (error) {
    return { kind: 'failed', code: code ?? connectionCode(error) }
  } finally {
    stopTimer()
    limits.signal.removeEventListener('abort', cancel)
  }
}

async function readText(response: Response, stop: () => void): Promise<string> {
  const decoder = new TextDecoder()
  let bytes = 0
  let text = ''
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length
    if (bytes > maxBytes) stop()
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

/** `fetch` wraps what went wrong in a TypeError. */
function connectionCode(error: unknown): string {
  return errorCode(error instanceof Error && error.cause !== undefined ? error.cause : error)
}
