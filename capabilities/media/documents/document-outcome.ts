/** What a file says, or why it says nothing. */
export type DocumentOutcome =
  /** `isCut`: there is more than the limits allow. Text is plain, not empty, line by line as it stands in the file. */
  | { readonly kind: 'read'; readonly text: string; readonly isCut: boolean }
  /**
   * `code` is stable: `document.unknown_kind`, `document.empty`, `document.unreadable` (damaged, with a password, pictures of text, an
   * archive that unpacks to too much), `document.too_slow`, `document.too_heavy` (it would fill the memory).
   */
  | { readonly kind: 'refused'; readonly code: string }
  /** The caller gave up. */
  | { readonly kind: 'cancelled' }

export interface DocumentLimits {
  /** UTF-16 units of text that are kept. */
  readonly maxCharacters: number
  readonly maxPages: number
  readonly timeoutMs: number
}
