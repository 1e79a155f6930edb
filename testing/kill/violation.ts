/** A promise that was broken, and in which chat. */
export interface Violation {
  readonly chatId: string
  readonly what: string
}
