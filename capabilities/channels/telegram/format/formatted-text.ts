import type { TextEntity } from '../../contract.ts'

export interface FormattedText {
  readonly text: string
  /** Sorted, inside the text, each either within another or apart from it. */
  readonly entities: readonly TextEntity[]
}

// Telegram counts these as nothing, and refuses a text that has nothing else.
const invisible =
  /^(?:[\s\p{Cc}\p{Cf}]|\u034f|\u115f|\u1160|\u17b4|\u17b5|[\u180b-\u180f]|\u2800|\u3164|[\ufe00-\ufe0f]|\ufffc)*$/u

/** Whether a reader would see anything at all. */
export function isVisible(text: string): boolean {
  return !invisible.test(text)
}

/** Whether it is code, which bears no other formatting. */
export function isCode(type: TextEntity['type']): boolean {
  return type === 'code' || type === 'pre'
}

/** Whether Telegram sets it apart as a block of its own. */
export function isBlock(type: TextEntity['type']): boolean {
  return type === 'pre' || type === 'blockquote'
}

/** Whether it only changes how letters look. */
export function isStyle(type: TextEntity['type']): boolean {
  return !isCode(type) && type !== 'blockquote' && type !== 'text_link'
}
