import type { MayConnect } from '#shared/network'
import type { Clock } from '#shared/utils'

/** What a page says, or why nobody reads it. */
export type PageOutcome =
  /** Its title and its main text: plain, not empty. `isCut`: there is more than was read. */
  | { readonly kind: 'read'; readonly text: string; readonly isCut: boolean }
  /**
   * `code` is stable. Not allowed: `link.unsafe` (this machine, a private network, a name and password, a strange port or scheme),
   * `link.too_many_redirects`. Nothing to read: `link.not_a_page`, `link.empty`, `link.http_404`. It did not answer: `link.unreachable`, `link.timeout`.
   */
  | { readonly kind: 'unread'; readonly code: string }
  /** The caller gave up. */
  | { readonly kind: 'cancelled' }

export interface PageLimits {
  /** The ports that may be asked. */
  readonly ports: readonly number[]
  /** Where a connection may lead; by default to the internet at large. */
  readonly mayConnect?: MayConnect
  /** For everything: redirects, the download, the reading. */
  readonly timeoutMs: number
  readonly maxCharacters: number
  readonly clock: Clock
  readonly signal: AbortSignal
}
