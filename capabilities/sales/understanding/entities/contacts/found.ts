/** A contact in the text, from `start` to `end` (exclusive), in UTF-16 units. */
export interface Found {
  readonly start: number
  readonly end: number
  readonly value: string
  readonly confidence: number
}
